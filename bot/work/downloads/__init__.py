"""Summaries as documents: who may have which, how they are written, and who is told that there is a newer one."""
