"""What people ask for by a command or a button: a module a family, in it one row each, and `table` collects them."""
