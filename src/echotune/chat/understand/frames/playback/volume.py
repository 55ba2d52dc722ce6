"""Volume: `turn it up`, `volume 30`, `mute`, `half volume`."""

from __future__ import annotations

from echotune.chat.understand.frames.playback.devices import device_at, take_device
from echotune.chat.understand.frames.playback.settling import whole_sentence
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_VOLUME = [
    Pattern("volume"),
    Pattern(
        """
        ^ [make|a bit|a little|much|play|turn|can it be|bit|little|way|even|slightly|it should be] [it|this|that|
        the music|this song] [be|a bit|a little|much|a lot|slightly|way|bit|go] (louder|quieter) [please|now|a bit|
        a little] $
        """
    ),
    Pattern(
        """
        ^ (mute|unmute|silence) [it|this|that|the|everything|all] [music|sound|song|speakers|speaker|audio|player|
        playback|now] $
        """
    ),
    Pattern(
        """
        (turn|crank|bring|pump|dial|put|bump|jack) (it|this|that|the music|the sound|the song|this song|things|
        the speakers|the speaker|the tunes|the radio|this music|the audio) [right|way|all the way|a bit|a little|
        slightly|a lot] (up|down) [to|by|a bit|a little|a notch|a lot|loud|please|now|some|slightly|way]
        """
    ),
    Pattern(
        """
        ^ (turn|crank|bring|pump|dial|bump) [it] (up|down) [the] [music|sound|song|tunes|speakers|a bit|a little|
        a notch|a lot|please|some] [a bit|a little|a notch|please] $
        """
    ),
    Pattern(
        """
        ^ [its|it is|this is|thats|the music is|way|that is] (too loud|too quiet|not loud enough|so loud|
        way too loud|way too quiet|far too loud|much too loud) [in here|now|for me] $
        """
    ),
    Pattern("(set|put|turn|bring|make) (it|this|that|the sound|the music|things) (to|at) {n} percent $"),
    Pattern(
        """
        ^ (set|put|turn|bring|crank|pump|dial|bump|jack|take|lower|raise|push|drop|drag|knock|ramp|reduce|boost) (it|
        this|that|the sound|the music|things|the speaker|the speakers|the song|this song|everything) [right|all the
        way|back|way] [up|down|back] (to|at|by|around) [about|around|like|maybe|exactly|a|the] {level} $
        """
    ),
    Pattern(
        """
        ^ [a|just|only|make it|it should be|can it be|could it be|play it|turn it|make this|have it] [a] [bit|little|
        tad|touch|notch|lot|smidge|little bit|hair] (louder|quieter) [than this|than that|for me|here|in here|there]
        [in the|on the|in my] [room|kitchen|bedroom|living room|speaker|car|bathroom|office] $
        """
    ),
    Pattern(
        """
        ^ [i] (cant|can not|cannot|can hardly|can barely|could barely|cant even) hear (it|this|that|the music|a thing|
        anything|the song) [at all|anymore|from here|properly|well|very well] $
        """
    ),
    Pattern(
        """
        ^ (raise|lower|boost|reduce|increase|decrease|up|drop) the (sound|loudness|noise|level|levels) [a bit|a
        little|slightly|a lot|a notch|please] $
        """
    ),
    Pattern(
        """
        ^ (turn|bring|take|crank) (it|this|that|the music|the sound|the volume) (up|down) [just|by] [a] (tiny|
        little|smidge|tad|hair|touch|notch|bit|lot|tiny bit|wee bit|couple of notches|few notches) [bit] $
        """
    ),
    Pattern("^ (no|kill the|cut the|turn off the|switch off the) sound $"),
    Pattern(
        """
        ^ (full blast|max volume|maximum volume|full volume|half volume|sound off|sound on|lower the sound|
        raise the sound|as loud as possible|loudest|mute please) $
        """
    ),
]  # fmt: skip

_FULL = wordset("max maximum full top loudest highest blast")

_NONE = wordset("mute muted zero silent off minimum min silence lowest")


def _is_level(sentence: Sentence, index: int) -> bool:
    """`70`, `thirty percent`, `max`, `half`: what a volume can be set to."""
    number = number_at(sentence, index)
    if number:
        return number[0] <= 100 and (sentence.breaks(number[1]) or sentence.word(number[1]) in {"percent", "volume"})
    return sentence.word(index) in _FULL | _NONE | {"half", "halfway", "quarter"}


_TURN = Pattern(
    """
    ^ (turn up|turn down|crank up|crank|pump up|bring up|bring down|boost|quieten|quiet) [the volume on|the
    volume of]
    """
)


def _device_volume(reading: Reading, bare: Bare) -> bool:
    """`turn up the kitchen speaker`."""
    found = _TURN.search(bare)
    device = device_at(reading.sentence, found.end) if found and found.end < len(reading.sentence) else None
    if not device or not reading.sentence.breaks(device[1]) or len(bare.words) > _FEW_WORDS:
        return False
    reading.request.device = device[0]
    return whole_sentence(reading, "volume")


_FEW_WORDS = 8


def read_volume(reading: Reading, bare: Bare) -> bool:
    if _device_volume(reading, bare):
        return True
    found = first_match(_VOLUME, bare)
    if not found or any(word in {"playlist", "energy", "tempo"} for word in bare.words):
        return False
    sentence = reading.sentence
    if "level" in found.slots and not _is_level(sentence, found.slots["level"][0]):
        return False
    value: int | None = None
    for index in bare.indices:
        number = number_at(sentence, index)
        if number and number[0] <= 100:
            value = number[0]
            break
    words = set(bare.words)
    if (value is None and words & _NONE and "unmute" not in words) or (
        value is None and {"all", "way", "down"} <= words
    ):
        value = 0
    elif value is None and (
        words & _FULL or tuple(w for w in bare.words if w in {"all", "way", "up"}) == ("all", "way", "up")
    ):
        value = 100
    elif value is None and ("half" in words or "halfway" in words):
        value = 50
    elif value is None and "quarter" in words:
        value = 25
    take_device(reading)
    return whole_sentence(reading, "volume", value)
