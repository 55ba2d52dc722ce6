"""Old love, forgotten love, or something new: the mode of a wish."""

from __future__ import annotations

from itertools import product

from echotune.chat.understand.fillers import MUSIC_NOUNS
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.phrases import PhraseTable, phrases
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wordset import wordset
from echotune.recommend.request import Mode

_RELISTEN = """
my favourites | favourites | my favourite songs | my favourite tracks | my favourite music | my favourite tunes
favourite songs | favourite tracks | favourite music | favourite tunes | my all time favourites
all time favourites | my all time favourite songs | all time favourite songs | my all time favourite tracks
my favourite | favourite
my favs | on repeat | what i have on repeat | songs i have on repeat | what ive had on repeat | on heavy rotation
heavy rotation | in rotation | songs i love | music i love | tracks i love | stuff i love | tunes i love
the songs i love | what i love | that i love | i love | i really love | i already love | i know and love
i already know
most played | my most played | most played songs | my most played songs | most listened | my most listened
i play the most | what i played most | i played most | i played the most | i listened to most | i play most | i listen to most | i listen to the most | the usual | my usual | my usuals
my go to | my go tos | my go to songs | my top songs | my top tracks | my top hits | my top | my hits | my classics
my greatest hits | my comfort songs | my comfort music | my staples
i keep playing | i keep coming back to | i listen to all the time | i play all the time | i always play
i always listen to | ive been playing a lot | i have been playing a lot | ive been listening to a lot | i play a lot
i listen to a lot | ive been obsessed with | my current favourites | my recent favourites | that i like | i like
songs i like | music i like | well loved | my loved songs | best loved | tried and true | old faithfuls
"""
_REDISCOVER = """
forgot | i forgot | forgot about | i forgot about | ive forgotten | i have forgotten | forgotten | forgotten about
ive forgotten about | i have forgotten about | i had forgotten | i had forgotten about
i had completely forgotten about | completely forgotten | completely forgotten about | id forgotten
id forgotten about | forgotten favourites | forgotten gems | lost gems
used to love | i used to love | that i used to love | used to like | i used to like | used to play | i used to play
used to listen to | i used to listen to | used to play a lot | i used to play a lot | i used to listen to a lot
used to adore | i used to adore | used to be obsessed with | i used to be obsessed with | i used to have on repeat
used to have on repeat | used to enjoy | i used to enjoy | once loved | i once loved | loved once | i loved once
i loved back then
i loved and forgot | i loved and forgot about | loved and forgot | loved and forgotten | i loved but forgot
loved but forgot | loved but forgot about | i once loved and forgot | i have loved and forgotten
ive loved and forgotten | i loved and have forgotten | i loved and then forgot | i loved and lost
i loved then forgot
rediscover | rediscovery | rediscovering | blast from the past | blasts from the past | old favourites
my old favourites | long lost | long lost favourites | neglected | neglected favourites | former favourites
past favourites | i loved years ago | i loved back in the day | havent touched in | songs i loved | music i loved
tracks i loved | i loved | fell out of love with | drifted away from | i stopped listening to | i stopped playing
lost touch with | dusty | buried treasures | from my past
"""
_EXPLORE = """
new to me | thats new to me | that is new to me | that are new to me | i have never heard | ive never heard
i never heard | never heard | never heard before | ive never heard before | i have never heard before
never heard of | ive never heard of | i have never heard of | i havent heard before | i havent heard yet
havent heard before | havent heard yet | i havent heard | havent heard of | i havent discovered yet
havent discovered | ive not heard before | i have not heard before | have not heard before | i have not heard yet
i have not heard
i dont know | dont know yet | i dont know yet | i do not know | i do not know yet | i dont already know
that i dont know | i dont know about | i wouldnt know | unknown to me | unfamiliar to me | discover | discovering
discovery | discoveries | help me discover | to discover | explore | exploring | new discoveries | fresh discoveries
fresh finds | fresh music | fresh songs | fresh stuff
something new | anything new | new music | new songs | new tracks | new tunes | new stuff | new artists | new bands
new sounds | some new | brand new to me | new things | ive never played | i have never played | never played
never played before | ive never listened to | i have never listened to | never listened to
i have not listened to before | i havent listened to before | i havent played before | not in my library
i dont have | i dont listen to | outside my library | outside my usual | out of my comfort zone
outside my comfort zone | outside of my comfort zone | outside my bubble | expand my horizons | broaden my horizons
widen my horizons | expand my taste | introduce me to | havent come across | something different from my usual
unheard | different from what i usually listen to | i wouldnt usually listen to
"""
_BLEND = """
mix of old and new | a mix of old and new | mix old and new | blend of old and new | a blend of old and new
old and new | new and old | mix of new and old | a mix of new and old | familiar and new | new and familiar
a mix of familiar and new | a mix of new and familiar | mix of familiar and new | mix of new and familiar
half old half new | some old some new | some old and some new | both old and new | old and new stuff
old and new songs | a mix of favourites and discoveries | a mix of favourites and new | favourites and discoveries
favourites and new discoveries | a mix of my favourites and new discoveries | mix of my favourites and new stuff
a mix of my favourites and new music | a mix of my favourites and something new | mix of favourites and new music
a blend of familiar and new | familiar and unfamiliar | a mix of familiar and unfamiliar | known and unknown
old favourites and new discoveries | a mix of old favourites and new discoveries | my favourites and some new
a mix of known and unknown | a mix of the old and the new | the old and the new | some favourites and some new
"""
_NOT_HEARD = product(
    ("havent", "have not", "i havent", "i have not", "not", "i didnt", "didnt", "ive not", "hadnt", "havent really"),
    ("heard", "played", "listened to", "listened", "hear", "listen to", "touched", "put on", "enjoyed", "spun"),
    ("in", "for", "since"),
    (
        "ages",
        "a while",
        "years",
        "a long time",
        "forever",
        "months",
        "a very long time",
        "quite a while",
        "some time",
        "long",
        "a long while",
        "a year",
        "decades",
        "so long",
        "quite some time",
        "weeks",
        "a really long time",
        "over a year",
        "many years",
        "a good while",
        "yonks",
        "an age",
        "an eternity",
        "too long",
    ),
)
_LATELY = product(
    ("havent", "have not", "i havent", "i have not"),
    ("heard", "played", "listened to"),
    ("lately", "recently", "in ages"),
)


_OFTEN = product(
    ("what", "songs", "music", "stuff", "the songs", "the music", "things", "tracks", "whatever"),
    ("ive been", "i have been", "im", "i am", "i keep", "i was"),
    ("playing", "listening to", "into", "hearing", "obsessed with", "loving", "enjoying", "replaying"),
    ("a lot", "lately", "recently", "these days", "the most", "on repeat", "a lot lately", "all week", "nonstop", ""),
)


def _modes() -> dict[str, Mode]:
    found: dict[str, Mode] = {}
    found |= dict.fromkeys(phrases(_RELISTEN), "relisten")
    found |= dict.fromkeys((" ".join(words).strip() for words in _OFTEN), "relisten")
    found |= dict.fromkeys(phrases(_EXPLORE), "explore")
    found |= dict.fromkeys(phrases(_REDISCOVER), "rediscover")
    found |= dict.fromkeys((" ".join(words) for words in _NOT_HEARD), "rediscover")
    found |= dict.fromkeys((" ".join(words) for words in _LATELY), "rediscover")
    found |= dict.fromkeys(phrases(_BLEND), "blend")
    return found


MODES: PhraseTable[Mode] = PhraseTable(_modes())
_STRENGTH: dict[Mode, int] = {"relisten": 0, "explore": 1, "rediscover": 2, "blend": 3}
_OWN_SENTENCE = frozenset(
    {"i love", "i like", "i loved", "i really love", "i dont know", "i havent heard", "i dont have"}
)
_ADVERBS = wordset("completely totally once really almost long all simply just kind")


def read_mode(reading: Reading, index: int) -> int | None:
    """Read a mode; of two said, the more telling one stays (forgotten before loved)."""
    sentence = reading.sentence
    found = MODES.at(sentence, index)
    if not found and sentence.word(index) == "new":
        return _new_music(reading, index)
    if not found:
        return None
    mode, end = found
    if " ".join(sentence.words[index:end]) in _OWN_SENTENCE and not _after_noun(reading, index):
        return None
    known = reading.request.mode
    if known is None or _STRENGTH[mode] > _STRENGTH[known]:
        reading.request.mode = mode
    return reading.take(index, end, "mode")


def _after_noun(reading: Reading, index: int) -> bool:
    """`songs I love` is a mode, `I love songs` is not."""
    return reading.sentence.word(index - 1) in MUSIC_NOUNS | {
        "that",
        "something",
        "stuff",
        "which",
        "one",
        "ones",
        "everything",
    }


def _new_music(reading: Reading, index: int) -> int | None:
    """`new indie rock`: new to the listener, when a genre, a mood or a music noun follows."""
    following = LEXICON.at(reading.sentence, index + 1)
    if reading.sentence.word(index + 1) in MUSIC_NOUNS - {"playlist", "playlists", "mix", "mixtape"} or (
        following and following[0].kind in {"genre", "mood"}
    ):
        reading.request.mode = reading.request.mode or "explore"
        return reading.take(index, index + 1, "mode")
    return None
