"""Workshops that open by themselves: planned, listed, taken off, and opened at their time."""
