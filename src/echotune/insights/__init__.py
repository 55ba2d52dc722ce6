"""A listener's record, counted and drawn: each insight is data first, with a sentence and a scope."""
