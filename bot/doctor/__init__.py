"""The doctor's judgement, pure: from what was found out to what is well and what needs mending, and how.

`bot/commands/doctor.py` finds it out.
"""
