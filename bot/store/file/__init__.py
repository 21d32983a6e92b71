"""The database's file: opened, encrypted, copied, replaced."""
