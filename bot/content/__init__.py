"""What is to be said, as data: phrases in no language yet, and reports made of them. Pure; `bot.wording` says them."""
