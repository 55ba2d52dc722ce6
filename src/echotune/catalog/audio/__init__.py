"""What the listener's own audio files say about recordings: tempo, key, loudness, timbre, duration."""
