"""The store: everything that is kept, in one SQLite file. SQL lives here and nowhere else.

Functions are synchronous and take the transaction they run in; a whole transaction is one hop to the
connection's thread. Moments are aware UTC datetimes outside and microseconds since 1970 inside: whole
numbers sort, compare and index as moments do.
"""
