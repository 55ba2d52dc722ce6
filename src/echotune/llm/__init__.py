"""How language models of others are reached. No word of music in here, and no vendor's library outside `providers`."""
