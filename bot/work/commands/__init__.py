"""What people ask for by a command: one row each in the table."""
