"""The closed classes of words, as tables that can be looked up in a sentence.

| to teach | add it to |
|---|---|
| a genre | `genres.py` |
| a mood, or another word for one | `moods.py` |
| an activity or a time of day | `activities.py` |
| an instrument | `instruments.py` |
| an adjective that can be compared ("calmer", "less sad") | `comparatives.py` |
| an emoji | `emoji.py` |
| an everyday word that is not a name | `ordinary.txt` |
| a usual misspelling or abbreviation | `misspellings.py` |
"""
