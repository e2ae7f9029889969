"""Every write of the inspection."""
