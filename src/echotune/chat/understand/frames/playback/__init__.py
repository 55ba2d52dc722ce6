"""Commands to the player."""
