"""Beyond one workshop, pure: how a group's measures moved, and what its workshops settled, as reports."""
