"""The built-in language engine: a sentence in, one typed request out. Pure: no I/O, no clock, no randomness.

Read it in this order: `request` (what comes out), `text` (what goes in), `engine` (the steps), then one file a step.
To teach it a word, add the word in `lexicon/` - the file is named for the kind of word.
"""
