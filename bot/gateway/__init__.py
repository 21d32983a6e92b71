"""The gateway: Telegram's Bot API, in and out. The only room that imports `telegram`."""
