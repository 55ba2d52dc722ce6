"""Frames: what kind of sentence it is. Each frame looks at the whole bare sentence, sets the intent and takes the words
that belong to its form; the readers of the wish then read the rest."""
