"""Summaries: what a session came to, as figures and texts, and as documents."""
