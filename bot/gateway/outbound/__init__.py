"""What goes to Telegram: chosen, paced, sent, and what came of it."""
