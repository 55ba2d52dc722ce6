"""Who is listening: accounts, browser sessions, settings, and the one owner check."""
