"""Commitments after their workshop: kept as the session has them, asked about on their day, listed, told of."""
