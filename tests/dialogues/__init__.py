"""Dialogues: conversations as a facilitator would tell them, each played twice.

Once through the engine alone, with the session passed through JSON at every event (`on_engine`, `hearing`,
`commanding`, `alone`; `known` and `chats` are what is there); and once through the whole app and the emulator over HTTP
(`on_app`, `seen`). Both must come to the same words. `script` and `lines` say how a dialogue is written.

`pytest tests/dialogues --rewrite` writes down what the bot says, for review.
"""
