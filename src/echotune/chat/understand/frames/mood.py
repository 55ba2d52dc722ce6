"""`I'm feeling down`: nothing is asked for, only how one feels."""

from __future__ import annotations

from echotune.chat.understand.fillers import FILLERS, MUSIC_NOUNS, OPENERS
from echotune.chat.understand.meanings import EMOJI, FEELINGS, LEXICON, Meaning
from echotune.chat.understand.names import Cue
from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_FEELS = [
    Pattern(
        """
        ^ [today|right now|lately|honestly|at the moment|tonight|this morning|currently|and|well|so|man|god|you see]
        [i] (feel|am|was|felt|have been feeling|have been|am feeling|keep feeling|feel like im|am feeling like|
        am getting|got|have got|just feel|just am|woke up|woke up feeling|have felt|still feel|suddenly feel)
        """
    ),
    Pattern(
        """
        ^ [today|right now|lately|honestly|at the moment|tonight|this morning|currently|and|well|so|man|god] (im|
        ive been|ive been feeling|im feeling|feeling|feelin|im getting|im just feeling|ive got|ive felt|im just|
        today im|been feeling|im still feeling)
        """
    ),
    Pattern(
        """
        ^ (my|my mood|my day|its been|it has been|today was|today has been|life is|everything is|
        everything feels|what a)
        """
    ),
    Pattern(
        """
        ^ [today] [i|ive|i have|its|it has|today|it|what|had|having|im|i am] (had|been|was|have had|having|has been|is|what a) [such|just|been|
        really|having] [a|an|the|quite a|such a|one of those|my] [very|really|pretty|absolutely|totally|super]
        """
    ),
    Pattern("^ (today|lately|tonight|this morning|this evening|right now|all day|this week) "),
    Pattern(
        """
        ^ (kind of|sort of|kinda|sorta|a bit|a little|a little bit|rather|bit|little bit)
        """
    ),
    Pattern(
        """
        ^ (everything|the world|today|this week|this day|work|life) (makes|is making|has made|made|got|has left|
        left) me [feel|feeling]
        """
    ),
]  # fmt: skip
_FEW_WORDS = 6
_IDIOM = 3
_SPELLS = frozenset({"day", "week"})
"""`on top of the world` names a feeling without "I feel"."""
_EXCLAIMED = frozenset({"so", "really", "super", "very"})
_REASON = wordset("about because since after over when cause coz due at by with from")
_ASKS = wordset("play want need give recommend find suggest like make hear listen something some anything")
_SOFT = wordset(
    """
    a an the bit little very so really quite rather pretty kind of sort kinda sorta in mood today right now
    tonight this morning evening afternoon lately all day just too super extremely totally absolutely
    feeling feel i im am is and completely at moment these days again somewhat utterly incredibly truly
    honestly like my heart was has been got have ive still inside as hell such terribly deeply week
    currently myself emotionally mentally for some reason always its it life everything feels down with
    sides to be me mode state bad good since yesterday because
    """
)


def read_mood(reading: Reading, bare: Bare) -> bool:
    """Only a feeling, in words or as a face."""
    sentence = reading.sentence
    if _only_faces(reading, bare):
        return True
    named = reading.names.known(bare.indices[0], Cue.SLOT) if bare.indices else None
    if named and named.end - bare.indices[0] > 2:
        return False  # `Kind of Blue` is an album
    start = 0
    found = first_match(_FEELS, bare)
    said_alone = not found and len(bare.words) <= _FEW_WORDS
    if found:
        start = found.end
    elif not said_alone:
        return False
    single = len(bare.words) == 1 and named is None and bare.words[0] not in FILLERS
    moods: list[str] = []
    index = 0
    spans: list[tuple[int, int]] = []
    while index < len(sentence):
        step = _feeling_at(sentence, index, after=found is not None or single)
        if step and (index >= start or not found):
            moods.append(step[0])
            spans.append((index, step[1]))
            index = step[1]
            continue
        index += 1
    covered = {at for span in spans for at in range(*span)}
    end = _reason_at(sentence, spans[-1][1]) if spans else len(sentence)
    rest = [at for at in bare.indices if at not in covered and (start if found else 0) <= at < end]
    if not moods or any(sentence.word(at) not in _SOFT and sentence.word(at) not in EMOJI for at in rest):
        return False
    idiom = single or any(last - first >= _IDIOM or sentence.word(last - 1) in _SPELLS for first, last in spans)
    if not found and not idiom and not ({"mood", "feeling", "feel"} & set(bare.words) or bare.words[0] in _EXCLAIMED):
        return False
    if set(bare.words) & MUSIC_NOUNS or any(
        OPENERS.at(sentence, at) and sentence.word(at) not in {"start", "open", "listen"} for at in rest
    ):
        return False
    for mood in dict.fromkeys(moods):
        reading.add_meaning(Meaning("mood", mood))
    reading.request.intent = "mood"
    reading.take(0, len(sentence), "frame")
    return True


def _reason_at(sentence: Sentence, index: int) -> int:
    """Where the reason for a feeling begins (`anxious about tomorrow`), which asks for nothing; else the end."""
    rest = range(index, len(sentence))
    wished = any(
        sentence.word(at) in _ASKS | MUSIC_NOUNS or ((word := LEXICON.at(sentence, at)) and word[0].kind == "genre")
        for at in rest
    )
    reason = sentence.word(index) in _REASON or sentence.words[index : index + 2] in (["i", "could"], ["i", "can"])
    return index if reason and not wished else len(sentence)


def _feeling_at(sentence: Sentence, index: int, *, after: bool) -> tuple[str, int] | None:
    feeling = FEELINGS.at(sentence, index)
    if feeling and not after and feeling[1] - index < _IDIOM and sentence.word(feeling[1] - 1) not in _SPELLS:
        feeling = None
    word = LEXICON.at(sentence, index)
    sign = EMOJI.get(sentence.word(index))
    if sign and sign.kind == "mood":
        return sign.value, index + 1
    if word and word[0].kind == "mood" and not (feeling and feeling[1] > word[1]):
        if sentence.word(index - 1) == "not":
            return None
        return word[0].value, word[1]
    return feeling


def _only_faces(reading: Reading, bare: Bare) -> bool:
    signs = [EMOJI.get(word) for word in bare.words]
    moods = [sign.value for sign in signs if sign and sign.kind == "mood"]
    if not moods or any(sign is None or sign.kind not in {"mood", "glue"} for sign in signs):
        return False
    for mood in dict.fromkeys(moods):
        reading.add_meaning(Meaning("mood", mood))
    reading.request.intent = "mood"
    reading.take(0, len(reading.sentence), "frame")
    return True
