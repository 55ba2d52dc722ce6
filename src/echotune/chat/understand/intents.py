"""The intent of a sentence that no frame has claimed: a new wish, or a change of the last answer."""

from __future__ import annotations

from echotune.chat.understand.fillers import FILLERS, MUSIC_NOUNS
from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.request import Intent, UnderstoodRequest
from echotune.chat.understand.wordset import wordset

_CHANGES = Pattern(
    """
    ^ (make it|make them|make this|make that|make these|keep it|keep them|keep this|same|same but|the same|
    the same but|same again|only|just|but|but with|with more|instead|and|and with|also|this but|that but|it but|
    again but|like that but|like this but|these but|those but|can it be|could it be|should be|it should be|more|
    as before|like before|same as before|as above|as last time|like last time|same as last time|same as above|
    keep the|leave the|reduce|extend|shorten it|expand|trim|stretch it|lengthen|bring it to|try the same|do the same|try it|try that|try them|now in|now for|now from|now the same|and the same|now same|same in|a little more|a bit more|a touch more|a lot more|much more|way more|a tad more|
    slightly more|even less|a little less|a bit less|same again with|same style|same vibe|same mood|same genre|same kind|same thing|like the last one|like the last ones|
    same sort|same songs|same music|same list|same idea|same artist|same artists|same decade|same era|still|
    keep going|keep it going|fewer|less|limit it|limit|cut it|shorten|change it|change that|turn it|but only|now make it|now only|now just|
    switch to|go|change to|swap to|maybe with|maybe just|how about the same|can you make it|can it|
    could you make it|now with|now without|this time|this time with|but this time|again|once more|one more time|
    even more|not so|add|add more|add some|add a bit of|shorter|longer|also add|how about with|
    what about with|what if it was|and only|and then|and make it|and maybe|stick to|stay in|give it|up to)
    """
)
_NO_CHANGE = Pattern(
    """
    ^ (more songs|more music|more tracks|more tunes|just play|just some|just give me|just a|just something|just an|
    and some|and play|also play|also some|and a|and something|go for|more stuff|more artists|more bands|just want)
    """
)


_LEAVES_OUT = Pattern(
    """
    ^ [and|but|ok|please] (no|without|except|not|nothing|minus|drop|remove|skip the|leave out|less|fewer|no more|enough|
    get rid of|take out|cut|lose|swap|replace|ditch|filter out|ban|skip all)
    """
)
_MUSIC_FIRST = wordset("songs music tracks tunes something some anything")
_LEAVING = wordset(
    "no without except not nothing minus drop remove skip leave less fewer enough get take cut lose swap replace ditch"
)
_NO_MATTER = wordset(
    "problem worries idea way matter rush need doubt chance luck clue sure reason point comment offense"
)
_SAME = Pattern(
    """
    ^ [now|and|ok|just|again|do|give me|play|show me|lets have|id like] [the] (same again|same but|same as before|as before|like before|
    more of the same|more of that|more of this|more of those|more of these|more like it|more like that|more like this|same artist|
    same artists|same thing again|the same again|same one again|more along those lines|more along these lines|
    none of those|none of these|none of them|not those|twice as long|half as long|longer|shorter|a bit longer|a bit shorter|a little longer|a little shorter|much longer|much shorter|half as many|twice as many|double the|another few|a few more of those|more from the same|more in the same|
    another one like that|another one like this|another like that|same vibe|same mood|same style|keep that going|
    keep this going|keep them coming|keep it coming|different songs|another round|something else by|anything else by)
    """
)
_AMOUNT_AFTER = Pattern(
    """
    (longer|shorter|at most|max|maximum|tops|minimum|at least|or less|or fewer|or more|only|at the most|at the least) $
    """
)
_KEEPS = Pattern(
    """
    ^ [just|only|please] (keep|leave|hold on to|stick with|stay with|use|take|go with|only|start with|build on|
    base it on)
    """
)
_AMOUNT = Pattern(
    """
    ^ [make it|just|only|but|and|keep it to|limit it to|keep it] (at least|at most|no more than|not more than|max|maximum|
    minimum|no longer than|no fewer than|no less than|under|less than|more than|up to|exactly|fewer than|a maximum of|
    a minimum of|not longer than|around|about|roughly)
    """
)


def settle_intent(reading: Reading, bare: Bare) -> Intent:
    """Recommend, refine or other, from what was read."""
    request, signs = reading.request, reading.signs
    if _points_at_answer(reading, bare):
        return "refine"
    if _wishes(request):
        if "anything_but" in signs:
            return "recommend"
        compares = bool(bare.indices) and reading.sentence.tokens[bare.indices[0]].role == "direction"
        if bare.words[0] == "more" and request.artists and "reference" not in signs and "comparative" not in signs:
            return "recommend"
        if (_CHANGES.search(bare) or bare.words[-1] == "instead") and not _NO_CHANGE.search(bare) and not compares:
            return "refine"
        if "era exclusion" in signs and not _wishes(request.model_copy(update={"era": None})):
            return "refine"
        if "more_like" in signs and bare.words[:2] == ["more", "like"]:
            return "refine"
        amount = (
            "comparative" in signs
            or "instead" in bare.words
            or ("reference" in signs and "more" in bare.words)
            or first_match((_AMOUNT, _AMOUNT_AFTER), bare) is not None
        )
        return "refine" if _only_a_number(request) and amount else "recommend"
    if "left unheld" in signs and not (_about_music(bare) and bare.words[0] not in _LEAVING):
        return "refine"
    if _SAME.search(bare) or ("reference" in signs and _CHANGES.search(bare)):
        return "refine"
    if (
        _changes(request)
        or ("reference" in signs and signs & {"exclusion", "pointing"})
        or ("reference" in signs and bare.words[:1] == ["more"])
    ):
        positive = signs & {"property", "music"} and not signs & {"exclusion", "comparative"} and _about_music(bare)
        named = bare.words[:1] and bare.words[0] in _MUSIC_FIRST and "comparative" not in signs
        return "recommend" if "anything_but" in signs or positive or named else "refine"
    if _LEAVES_OUT.search(bare) and any(
        token.role is None and _content(token.word) for token in reading.sentence.tokens
    ):
        return "refine"
    if bare.words[:1] in (["only"], ["but"], ["same"]) and len(bare.words) > 1:
        return "refine"
    if _about_music(bare) or "opener" in signs or _asks_to_hear(reading):
        return "recommend"
    if ("reference" in signs and len(bare.words) > 1) or ("pointing" in signs and _KEEPS.search(bare)):
        return "refine"
    return "other"


_CHANGE_FOLLOWS = wordset("but and only again just instead without except minus please with not no in now too though")


def _points_at_answer(reading: Reading, bare: Bare) -> bool:
    """`the second one, but from the 90s`, `both of those`: the sentence begins with what was shown, and changes it."""
    sentence = reading.sentence
    roles = [sentence.tokens[index].role for index in bare.indices]
    if not roles or roles[0] != "reference":
        return False
    end = bare.indices[next((at for at, role in enumerate(roles) if role != "reference"), len(roles)) - 1] + 1
    pointing = end - bare.indices[0] > 1
    following = sentence.tokens[end] if end < len(sentence) else None
    if following is None:
        return pointing
    return following.role == "direction" or following.word in _CHANGE_FOLLOWS or (following.comma and pointing)


def _wishes(request: UnderstoodRequest) -> bool:
    era = request.era
    return bool(
        request.artists or request.tracks or request.albums or request.genres or request.moods or request.activities
        or request.instruments or request.seeds.like or request.seeds.between or request.language or request.mode
        or request.time_of_day or request.count or request.duration_minutes or (era and (era.from_ or era.to))
    )  # fmt: skip


def _only_a_number(request: UnderstoodRequest) -> bool:
    rest = request.model_copy(update={"count": None, "duration_minutes": None})
    return not _wishes(rest)


def _changes(request: UnderstoodRequest) -> bool:
    exclude = request.exclude
    return bool(
        request.sort
        or request.features
        or request.era
        or exclude.artists
        or exclude.genres
        or exclude.tracks
        or exclude.explicit
    )


def _content(word: str) -> bool:
    return word not in FILLERS | MUSIC_NOUNS | _NO_MATTER


def _asks_to_hear(reading: Reading) -> bool:
    """`I would love to hear`: the politeness itself asks for music."""
    return any(token.role == "glue" and token.word in {"hear", "listen"} for token in reading.sentence.tokens)


def _about_music(bare: Bare) -> bool:
    return bool(
        set(bare.words)
        & (
            MUSIC_NOUNS - {"stuff", "ones", "set", "number", "numbers"}
            | {"something", "some", "play", "listen", "hear"}
        )
    )
