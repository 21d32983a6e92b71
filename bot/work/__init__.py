"""Work: one inbox row becomes one piece of a transaction.

Brings together what the rooms below know: an update is decoded, whoever sent it is looked up, the
session's engine decides (or a command's handler, for what concerns no session), and what was decided is written
to the store together with "this update is done". Nothing is sent from here.
"""
