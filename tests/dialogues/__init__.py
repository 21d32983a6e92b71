"""Dialogues: conversations as a facilitator would tell them, each played twice.

Once through the engine alone, with the session passed through JSON at every event, and once through the
whole app and the emulator over HTTP. Both must come to the same words. `pytest tests/dialogues --rewrite`
writes down what the engine says, for review.
"""
