"""Translations: a scenario's sentences and the bot's own, out to .po files for translators and back."""
