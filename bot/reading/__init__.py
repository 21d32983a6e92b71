"""What people write, made readable: the one place that knows spellings, scripts, and the words by which people say yes,
no or pass. What it comes to for a question or an opening is said in `bot.session`.

All of it is for understanding alone: what somebody wrote is kept as they wrote it. Every reader takes time in
proportion to the length of what it reads (`tests/reading/test_linear.py`).
"""
