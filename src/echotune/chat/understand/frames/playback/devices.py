"""Where music plays: `the kitchen speaker`, `my phone`, `the living room`."""

from __future__ import annotations

from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_DEVICES = wordset(
    """
    speaker speakers tv television phone laptop computer headphones soundbar stereo echo sonos chromecast pc
    desktop tablet ipad iphone macbook mac homepod alexa receiver xbox playstation console earbuds airpods
    smartphone android hifi amp amplifier boombox radio headset subwoofer firestick imac watch device player
    projector pixel galaxy ps4 ps5
    """
)
_DEVICE_PHRASES = flags(
    """
        google home | apple tv | fire stick | google nest | nest hub | nest mini | echo dot | echo show | home pod
        sound bar | sound system | bluetooth speaker | hi fi | home theatre | home theater | smart speaker | fire tv
        apple watch | car stereo | galaxy phone | work laptop
        """
)
_ROOMS = flags(
    """
        kitchen | bedroom | living room | bathroom | dining room | office | garage | garden | basement | hallway
        hall | balcony | patio | lounge | attic | den | kids room | guest room | study | upstairs | downstairs
        everywhere | shower | playroom | nursery | conservatory | terrace | studio | laundry room | backyard | porch
        sitting room | family room | master bedroom | whole house | house | shed | conference room | meeting room
        loft | library | entire house
        """
)
_PREPOSITIONS = wordset("on in to through via from at over onto into using")
_DETERMINERS = wordset("the my our this")
_LONGEST = 5
_NOT_INSIDE = wordset(
    """
    on in to at through via from for with and but or by a an some no without i you it now is are that of playlist
    songs music song queue volume
    """
)


def device_at(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """A device after an optional determiner at `index`: its name as said, and the index after it."""
    determined = sentence.word(index) in _DETERMINERS
    start = index + determined
    for end in range(min(start + _LONGEST, len(sentence)), start, -1):
        if not sentence.unbroken(start, end) or not sentence.free(start, end):
            continue
        if any(sentence.word(at) in _NOT_INSIDE for at in range(start, end)):
            continue
        if end < len(sentence) and sentence.tokens[end].capital and not sentence.tokens[end].comma:
            continue  # `Kitchen Disco` is no kitchen
        if _is_device(sentence, start, end) or _is_room(sentence, start, end):
            return sentence.said(start, end), end
    return None


def _is_device(sentence: Sentence, start: int, end: int) -> bool:
    if sentence.word(end - 1) in _DEVICES:
        return True
    return any(_DEVICE_PHRASES.at(sentence, at) == (True, end) for at in range(max(start, end - 2), end))


def _is_room(sentence: Sentence, start: int, end: int) -> bool:
    return any(_ROOMS.at(sentence, at) == (True, end) for at in (start, start + 1) if at < end)


def take_device(reading: Reading, *, rooms: bool = True) -> bool:
    """Find `on the kitchen speaker` or `in the bedroom`, fill `device`, and take the words."""
    sentence = reading.sentence
    for index in range(len(sentence) - 1, -1, -1):
        if sentence.word(index) not in _PREPOSITIONS and _ROOMS.at(sentence, index) is None:
            continue
        bare_place = sentence.word(index) in {"upstairs", "downstairs", "everywhere"}
        found = device_at(sentence, index if bare_place else index + 1)
        if not found or not sentence.free(index, found[1]):
            continue
        if not bare_place and sentence.word(index) not in _PREPOSITIONS:
            continue
        spoken = sentence.words[index : found[1]][-1]
        if not rooms and spoken not in _DEVICES:
            continue
        reading.request.device = found[0]
        reading.take(index, found[1], "device", "device")
        return True
    return False
