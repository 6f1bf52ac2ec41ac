"""The groups of settings that ``bot.config`` puts together, each with its bounds."""
