"""The list of a group's organisations: shown and changed by its facilitators, read back before it counts, and what
others propose for it."""
