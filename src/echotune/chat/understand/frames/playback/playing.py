"""Playing a thing that has a name, on a device, or now; `play some jazz` is a wish instead."""

from __future__ import annotations

from echotune.chat.understand.fillers import MUSIC_NOUNS
from echotune.chat.understand.frames.objects import read_object
from echotune.chat.understand.frames.playback.devices import take_device
from echotune.chat.understand.frames.playback.settling import whole_sentence
from echotune.chat.understand.frames.playlist_names import my_playlist
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.references import reference_at
from echotune.chat.understand.request import Action
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_PLAY = Pattern(
    """
    ^ (play|put on|start|start playing|put|stream|blast|resume|spin|fire up|throw on|pop on|stick on|bang on|cue up|
    chuck on|run|launch|begin playing|get|turn on|crank up|crank|listen to|hear|continue|pause|stop|skip|shuffle|
    repeat|loop|have|let me hear|bring up|open|load|next song|next|mute)
    """
)

_HEAR = Pattern(
    """
    ^ (listen to|hear|start up|fire up|start playing|put on|to hear|lets hear|continue with|open up|begin)
    """
)

_IN_ORDER: dict[str, Action] = {"shuffle": "shuffle", "repeat": "repeat", "loop": "repeat"}
_NOW = frozenset({"now", "immediately"})

_NOW_PHRASES = (
    ("right", "now"),
    ("straight", "away"),
    ("right", "away"),
    ("at", "once"),
    ("this", "instant"),
    ("this", "moment"),
)

_WHOLE = (("from", "the", "beginning"), ("from", "the", "start"), ("from", "the", "top"))
_WISHFUL = wordset("some something anything me more any like similar stuff another") | (
    MUSIC_NOUNS - {"playlist", "album", "song", "track", "record", "tune", "mix", "artist", "band", "title"}
)


def read_play_on_device(reading: Reading, bare: Bare) -> bool:
    found = _PLAY.search(bare)
    if not found:
        return _named_on_device(reading, bare)
    if not take_device(reading):
        return False
    first = reading.sentence.word(found.start)
    actions: dict[str, Action] = {
        "resume": "resume",
        "continue": "resume",
        "pause": "pause",
        "stop": "pause",
        "skip": "skip",
        "next": "skip",
        "shuffle": "shuffle",
        "repeat": "repeat",
        "loop": "repeat",
    }
    reading.request.action = actions.get(first, "play")
    return _to_play(reading, found.start, found.end)


def _named_on_device(reading: Reading, bare: Bare) -> bool:
    """`Radiohead on the kitchen speaker`: no verb is needed where a device ends the sentence."""
    if bare.words[:1] and "on" in bare.words[1:] and take_device(reading, rooms=False):
        if reading.sentence.tokens[bare.indices[-1]].role == "device":
            reading.request.action = "play"
            read_object(reading, bare.indices[0], None)
            return True
        reading.request.device = None
        for token in reading.sentence.tokens:
            token.role = None if token.role == "device" else token.role
    return False


def read_play_now(reading: Reading, bare: Bare) -> bool:
    found = _PLAY.search(bare)
    if not found or reading.sentence.word(found.start) in {
        "have",
        "hear",
        "listen",
        "get",
        "run",
        "open",
        "pause",
        "stop",
        "skip",
        "mute",
        "next",
    }:
        return False
    at = _now_at(reading, bare)
    wished = any(
        reading.sentence.word(index) in {"something", "but"} and not reading.sentence.tokens[index].capital
        for index in bare.indices
    )
    if at is None or wished:
        return False
    reading.take(*at, "frame")
    reading.request.action = "play"
    return _to_play(reading, found.start, found.end)


def _now_at(reading: Reading, bare: Bare) -> tuple[int, int] | None:
    """`now` at the end of the command, or just after the verb."""
    words, indices = bare.words, bare.indices
    for phrase in _NOW_PHRASES:
        if tuple(words[-2:]) == phrase:
            return indices[-2], indices[-1] + 1
    if words[-1] in _NOW and len(words) > 2 and words[-2] not in {"until", "till", "for", "by", "to", "song"}:
        token = reading.sentence.tokens[indices[-1]]
        return None if token.capital or token.quote is not None else (indices[-1], indices[-1] + 1)
    return None


def _to_play(reading: Reading, start: int, end: int) -> bool:
    """Take the verb and read the thing to play when it is a name."""
    sentence = reading.sentence
    reading.take(start, end, "frame", "play")
    if sentence.word(end) in {"on", "up"} and sentence.tokens[end].role is None:
        end = reading.take(end, end + 1, "frame")
    for index in range(end, len(sentence)):
        if (
            sentence.word(index) == "on"
            and sentence.tokens[index].role is None
            and (index + 1 >= len(sentence) or sentence.tokens[index + 1].role == "device")
        ):
            reading.take(index, index + 1, "frame")
    _read_playlist(reading, end)
    if end < len(sentence) and sentence.tokens[end].role is None and not _is_wish(sentence, end):
        read_object(reading, end, None)
    return True


def _is_wish(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return (token.word in _WISHFUL or token.word == "a") and not token.capital and token.quote is None


def _read_playlist(reading: Reading, index: int) -> None:
    found = my_playlist(reading.sentence, index)
    if found:
        reading.request.playlist = found[0]
        reading.take(index, found[1], "frame")


def _whole_playlist(sentence: Sentence, index: int) -> bool:
    """`my Gym playlist` and nothing more."""
    found = my_playlist(sentence, index) if sentence.word(index) in {"my", "our"} else None
    return found is not None and found[0] is not None and all(token.role for token in sentence.tokens[found[1] :])


def _play_playlist(reading: Reading, start: int, index: int, action: Action = "play") -> bool:
    """`listen to my Gym playlist`, `shuffle my Gym playlist`; to hear anything else is a wish."""
    found = my_playlist(reading.sentence, index)
    if not found or not found[0]:
        return False
    reading.request.playlist = found[0]
    reading.request.action = action
    reading.take(start, found[1], "frame")
    return True


def _play_names(reading: Reading, bare: Bare, index: int, action: Action) -> bool:
    """`shuffle everything by Radiohead`."""
    saved, roles = reading.request.model_copy(deep=True), reading.sentence.roles()
    end = read_object(reading, index) if index < len(reading.sentence) else None
    complete = end is not None and all(reading.sentence.tokens[at].role for at in bare.indices if at >= index)
    if complete and _named(reading):
        reading.take(bare.indices[0], index, "frame")
        reading.request.action = action
        return True
    reading.request = saved
    reading.sentence.restore(roles)
    return False


def read_play_bare(reading: Reading, bare: Bare) -> bool:
    """`play`, `play it`, `play Karma Police`, `play my Gym playlist`: transport of a thing that has a name."""
    sentence = reading.sentence
    if not bare.words:
        return False
    start = bare.indices[0]
    ordered = _IN_ORDER.get(bare.words[0])
    if ordered and (
        _play_playlist(reading, start, start + 1, ordered) or _play_names(reading, bare, start + 1, ordered)
    ):
        return True
    heard = _HEAR.at(sentence, start)
    if (heard or _whole_playlist(sentence, start)) and _play_playlist(reading, start, heard or start):
        return True
    if bare.words[0] not in {"play", "put", "start", "stream", "spin", "blast", "open", "load"}:
        return False
    end = start + 1
    if bare.words[0] in {"put", "start"}:
        if sentence.word(end) not in {"on", "playing"}:
            return False
        end += 1
    rest = [index for index in bare.indices if index >= end]
    if tuple(bare.words[-3:]) in _WHOLE and len(rest) > len(_WHOLE[0]):
        reading.take(rest[-3], rest[-1] + 1, "frame")
        rest = rest[:-3]
    if not rest:
        return bare.words[0] in {"play", "start"} and whole_sentence(reading, "play")
    if all(
        sentence.word(index)
        in {
            "it",
            "this",
            "that",
            "them",
            "the",
            "these",
            "music",
            "song",
            "now",
            "again",
            "those",
            "one",
            "track",
            "all",
            "of",
            "album",
            "rest",
            "whole",
            "thing",
        }
        for index in rest
    ) and sentence.word(rest[0]) not in {"music", "all"}:
        return whole_sentence(reading, "play")
    if (
        not reference_at(sentence, rest[0])
        and any(_is_wish(sentence, index) for index in rest[:2])
        and sentence.word(rest[0]) not in {"the"}
    ):
        return False
    saved = reading.request.model_copy(deep=True)
    roles = sentence.roles()
    _read_playlist(reading, rest[0])
    done = reading.request.playlist is not None and all(sentence.tokens[index].role is not None for index in rest)
    if not done:
        after = read_object(reading, rest[0], None)
        whole = after is not None and all(sentence.tokens[index].role is not None for index in rest)
        done = whole and (_named(reading) or sentence.tokens[rest[0]].role == "reference")
    if done:
        reading.take(start, end, "frame")
        reading.request.action = "play"
        return True
    reading.request = saved
    sentence.restore(roles)
    return False


def _named(reading: Reading) -> bool:
    request = reading.request
    return bool(request.tracks or request.albums or request.artists or request.playlist)
