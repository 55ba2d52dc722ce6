"""Text encoders: sentences to vectors. No word of music in here."""
