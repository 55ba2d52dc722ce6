"""The parts of a question about one's own history: when, what, how counted, against what."""
