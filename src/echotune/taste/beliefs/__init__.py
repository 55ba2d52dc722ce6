"""What the profile believes: one file a kind of counting."""
