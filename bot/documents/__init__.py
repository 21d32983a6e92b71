"""Summaries as files: one module a format."""
