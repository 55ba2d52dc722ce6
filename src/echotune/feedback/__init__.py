"""What listeners do with suggestions: like, dislike, never, save, play, skip, click, seen."""
