"""A workshop that plays by itself: the real bot, Telegram in miniature, sample answers, a clock turned by hand."""
