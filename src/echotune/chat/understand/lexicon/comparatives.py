"""Adjectives that point somewhere on a feature: `calm` is less energy, `fast` is more tempo.

The comparative ("calmer", "more calm", "less energetic"), the excess ("too loud", "not so slow") and the property to
drop ("no sad songs") are all derived from these lines. To teach a direction, add the plain adjective to its line.
"""

from __future__ import annotations

Axis = tuple[str, str]
"""A feature (or `era`) and a direction, `+` or `-`."""

DIRECTIONS: dict[Axis, str] = {
    ("energy", "-"): """
        calm soft mellow chill quiet gentle relaxed relaxing laid-back peaceful sleepy subdued tame low-
        key lowkey easygoing light soothing delicate smooth chilled tranquil serene toned-down mild
        tender low-energy calming
    """,
    ("energy", "+"): """
        energetic hard lively loud intense aggressive heavy upbeat powerful wild rowdy harsh strong hype
        exciting punchy noisy fierce vibrant rocking hardcore bouncy peppy driving pumping high-energy
        dynamic edgy furious angry hyped abrasive brutal explosive energizing energising vigorous perky
        spirited
    """,
    ("tempo", "+"): """
        fast quick uptempo up-tempo speedy rapid snappy fast-paced high-tempo
    """,
    ("tempo", "-"): """
        slow downtempo down-tempo sluggish slow-paced low-tempo dragging draggy
    """,
    ("valence", "+"): """
        happy bright cheerful positive uplifting joyful sunny cheery optimistic hopeful fun feel-good
        playful merry joyous jolly feelgood lighthearted light-hearted summery
    """,
    ("valence", "-"): """
        sad dark gloomy moody melancholic melancholy depressing negative bleak sombre somber mournful
        sorrowful grim tragic depressive dreary miserable heartbreaking downbeat sinister
    """,
    ("danceability", "+"): """
        danceable groovy funky dancey dancy dance-able rhythmic
    """,
    ("acousticness", "+"): """
        acoustic unplugged organic stripped-down stripped-back
    """,
    ("popularity", "-"): """
        obscure underground unknown niche rare unheard-of unfamiliar lesser-known indie-ish left-field
    """,
    ("popularity", "+"): """
        popular famous mainstream well-known known familiar commercial
    """,
    ("instrumentalness", "+"): """
        instrumental
    """,
    ("era", "-"): """
        old old-school vintage retro ancient dated classic early
    """,
    ("era", "+"): """
        new recent modern current contemporary fresh young late
    """,
}

PLAIN_PROPERTIES: dict[str, Axis] = {
    "fast": ("tempo", "+"), "uptempo": ("tempo", "+"), "up tempo": ("tempo", "+"), "fast paced": ("tempo", "+"),
    "slow": ("tempo", "-"), "quick": ("tempo", "+"),
    "slow paced": ("tempo", "-"), "obscure": ("popularity", "-"), "lesser known": ("popularity", "-"),
    "little known": ("popularity", "-"),
    "unknown": ("popularity", "-"), "deep cuts": ("popularity", "-"), "deep cut": ("popularity", "-"),
    "hidden gems": ("popularity", "-"), "hidden gem": ("popularity", "-"), "under the radar": ("popularity", "-"),
    "niche": ("popularity", "-"), "rarities": ("popularity", "-"), "popular": ("popularity", "+"),
    "famous": ("popularity", "+"),
    "well known": ("popularity", "+"), "mainstream": ("popularity", "+"),
    "high energy": ("energy", "+"), "low energy": ("energy", "-"), "high tempo": ("tempo", "+"),
    "low tempo": ("tempo", "-"),
    "high valence": ("valence", "+"), "low valence": ("valence", "-"), "high danceability": ("danceability", "+"),
    "low danceability": ("danceability", "-"),
}  # fmt: skip
"""Said of the music wanted, without comparing: explicit properties. All other adjectives are moods."""

PHRASES: dict[str, Axis] = {
    "slow it down": ("tempo", "-"), "slow things down": ("tempo", "-"), "slow down": ("tempo", "-"),
    "slow this down": ("tempo", "-"), "speed it up": ("tempo", "+"),
    "speed things up": ("tempo", "+"), "speed up": ("tempo", "+"), "pick up the pace": ("tempo", "+"),
    "pick up the tempo": ("tempo", "+"),
    "tone it down": ("energy", "-"), "tone down": ("energy", "-"), "calm it down": ("energy", "-"),
    "calm things down": ("energy", "-"), "take it down a notch": ("energy", "-"),
    "bring it down": ("energy", "-"), "bring it down a notch": ("energy", "-"), "dial it back": ("energy", "-"),
    "dial it down": ("energy", "-"), "chill it out": ("energy", "-"),
    "liven it up": ("energy", "+"), "liven things up": ("energy", "+"), "kick it up a notch": ("energy", "+"),
    "take it up a notch": ("energy", "+"),
    "pump it up": ("energy", "+"), "amp it up": ("energy", "+"), "crank up the energy": ("energy", "+"),
    "spice it up": ("energy", "+"), "rev it up": ("energy", "+"), "cheer it up": ("valence", "+"),
    "brighten it up": ("valence", "+"),
    "less well known": ("popularity", "-"), "not so well known": ("popularity", "-"),
    "lesser known": ("popularity", "-"), "less known": ("popularity", "-"),
    "better known": ("popularity", "+"), "best known": ("popularity", "+"), "more well known": ("popularity", "+"),
    "off the beaten track": ("popularity", "-"), "off the beaten path": ("popularity", "-"),
    "more vocals": ("instrumentalness", "-"), "more singing": ("instrumentalness", "-"),
    "fewer vocals": ("instrumentalness", "+"),
    "less vocals": ("instrumentalness", "+"), "less singing": ("instrumentalness", "+"),
    "more up to date": ("era", "+"), "back in time": ("era", "-"), "further back": ("era", "-"),
    "go back further": ("era", "-"), "earlier": ("era", "-"), "later": ("era", "+"),
}  # fmt: skip
"""Changes said as phrases."""

FEATURE_NOUNS: dict[str, str] = {
    "energy": "energy", "intensity": "energy", "tempo": "tempo", "speed": "tempo", "pace": "tempo", "bpm": "tempo",
    "valence": "valence", "positivity": "valence",
    "happiness": "valence", "danceability": "danceability", "groove": "danceability", "popularity": "popularity",
    "fame": "popularity", "acousticness": "acousticness",
    "instrumentalness": "instrumentalness", "loudness": "energy", "liveliness": "energy",
}  # fmt: skip

IRREGULAR_COMPARATIVES: dict[str, str] = {
    "livelier": "lively", "happier": "happy", "sadder": "sad", "groovier": "groovy", "funkier": "funky",
    "older": "old", "newer": "new", "louder": "loud",
    "moodier": "moody", "gloomier": "gloomy", "rowdier": "rowdy", "cheerier": "cheery", "cheerfuller": "cheerful",
    "heavier": "heavy", "noisier": "noisy",
    "sunnier": "sunny", "sleepier": "sleepy", "punchier": "punchy", "bouncier": "bouncy", "dancier": "dancy",
    "edgier": "edgy", "angrier": "angry", "quicker": "quick",
    "funner": "fun", "merrier": "merry", "jollier": "jolly", "speedier": "speedy", "snappier": "snappy",
    "peppier": "peppy", "chiller": "chill", "rarer": "rare", "wilder": "wild",
    "younger": "young", "tamer": "tame", "fiercer": "fierce", "stronger": "strong", "harder": "hard",
    "lighter": "light", "smoother": "smooth", "milder": "mild", "perkier": "perky",
}  # fmt: skip
