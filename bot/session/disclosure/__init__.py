"""The one place that decides what may be shown."""
