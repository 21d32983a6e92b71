"""Scenarios: the files that sessions are run from. Knows YAML and pydantic; knows no session."""
