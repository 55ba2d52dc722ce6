"""The plain commands: skip, previous, pause, resume, shuffle, repeat; as words, as emoji, or for a device."""

from __future__ import annotations

from echotune.chat.understand.frames.playback.devices import device_at, take_device
from echotune.chat.understand.frames.playback.settling import whole_sentence
from echotune.chat.understand.meanings import EMOJI
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.request import Action

_THIS = (
    "[this|that|the|it|to|current|one|over] [this|current|the] [song|track|one|tune|music|playback|record|thing] "
    "[please|now|already|then|again|playing]"
)

_SIMPLE: list[tuple[Action, Pattern]] = [
    (
        "skip",
        Pattern(
            f"""
        ^ (skip|skip to the next|skip to next|play the next|play next|go to the next|next|go to next|
        move to the next|move on to the next|on to the next|jump to the next|forward to the next|
        advance to the next|put on the next|move on|skip past|give me the next|lets skip|change|change to the next|
        skip over|skip ahead|pass) {_THIS} $
        """
        ),
    ),
    (
        "skip",
        Pattern(
            """
        ^ (next|next please|next one|next up|another one please|skippety skip|ff|fast forward|change the song|
        change this song|change song|change track|change the track|play another song|play something else|
        play another one|another song|next track) $
        """
        ),
    ),
    (
        "previous",
        Pattern(
            f"""
        ^ (previous|prev|play the previous|go back to the previous|go to the previous|back to the previous|go back|back|
        go one back|go back to the last|back to the last|play the last|replay the last|replay the previous|
        skip back|skip back to the previous|skip backwards|return to the previous|jump back to the previous|
        play previous|go back one|back one|go back a|go to previous|to the previous|skip to the previous|
        get me back to the|take me back to the|bring back the|bring me back to the|return to the last|get back to the|
        rewind to the previous|put the last|one back|back up) {_THIS} $
        """
        ),
    ),
    (
        "pause",
        Pattern(
            """
        ^ (pause|stop|halt|hold|freeze|cut|kill|stop playing|pause playing|quit|shut off|turn off|silence|cease|end|
        hold on|hold up|be quiet|shut up|shush|stop it|stop now|quiet|enough|turn it off|hush|pause playback|
        stop playback|switch off|hit pause|press pause|wait) [it|this|that|the|my|playing|everything|now|there]
        [music|song|track|playback|player|playlist|tune|sound|audio|now|for a second|for a moment|for now|a moment|
        a second|a sec|radio] [now|please|for a second|for a moment|for now|for a minute|right now|a moment|
        immediately|after this song|after this one|after this|after this track|when this ends|when this is over] $
        """
        ),
    ),
    (
        "resume",
        Pattern(
            """
        ^ (resume|continue|unpause|un pause|carry on|keep playing|keep going|go on|start again|play again from here|
        keep on playing|continue playing|resume playing|carry on playing|unfreeze|pick up where i left off|
        pick up where we left off|start playing again|continue with|proceed|hit play|press play|start it again|
        start the music again|turn it back on|turn the music back on|put the music back on|put it back on|back on)
        [it|this|that|the|my|playing|with] [the] [music|song|track|playback|player|playlist|tune|where i left off|
        where we left off] [now|again] $
        """
        ),
    ),
    (
        "shuffle",
        Pattern(
            """
        ^ (shuffle|turn on shuffle|turn shuffle on|turn off shuffle|turn shuffle off|shuffle on|shuffle off|
        enable shuffle|disable shuffle|unshuffle|put it on shuffle|put this on shuffle|play on shuffle|
        play it on shuffle|set shuffle|shuffle mode|switch on shuffle|switch off shuffle|stop shuffling|stop shuffle|no shuffle|no more shuffle|
        start shuffling|activate shuffle|mix it up|randomize|randomise|toggle shuffle|play in random order|
        play it in random order|random order|play randomly|deactivate shuffle|shuffle play|go random) [mode|on|off|
        it|this|that|these|those|the|my|them|everything] [mode|music|songs|tracks|queue|playlist|order|playback|
        album|play|library|up|liked songs|liked tracks|favourites|saved songs|saved tracks|whole library|collection|loved songs|
        favourite songs|entire library|songs please] $
        """
        ),
    ),
    (
        "shuffle",
        Pattern(
            """
        ^ (put|play|set|listen to|keep) (the next ones|the next songs|the rest|these|those|them|everything|it all|
        all|all of them|all of these|the queue|the songs|the tracks|my songs|the playlist|the album|the list|
        these songs|this playlist|this album|the next tracks|the next one) (in random order|in a random order|
        on shuffle|randomly|in shuffle mode|on random) $
        """
        ),
    ),
    (
        "repeat",
        Pattern(
            """
        ^ (repeat|loop|replay|turn on repeat|turn repeat on|turn off repeat|turn repeat off|repeat on|repeat off|
        enable repeat|disable repeat|stop repeating|stop repeat|no repeat|keep repeating|set repeat|toggle repeat|switch on repeat|
        loop mode|repeat mode|activate repeat|turn on loop|deactivate repeat|turn off looping|turn off loop|
        start repeating|run it back|run that back|run it again|play again|once more|one more time|encore|again|switch off repeat) [mode|on|off|it|this|
        that|these|the|my|all|everything|one] [mode|song|track|tune|one|album|playlist|queue|all|music|current song|
        current track|again|forever] [again|on repeat|forever|over and over|once|one more time|please|please again]
        $
        """
        ),
    ),
    (
        "repeat",
        Pattern(
            """
        ^ (play|put|keep|have|leave|listen to|hear) (it|this|that|this song|that song|this one|this track|the song|
        the track|the current song|the same song|that one|that track|this album|the last song|the same track) [one]
        (again|on repeat|on loop|over and over|over again|on a loop|once more|one more time|repeating|looping|
        another time|in a loop|over and over again|on replay) $
        """
        ),
    ),
]

_TOGGLED = Pattern(
    """
    ^ (stop|end|no more|turn off|turn on|kill|disable|cancel|start|enable|deactivate|activate|quit|switch off|switch on|put on|
    lose|drop|use) [the|playing on|playing in|playing] {mode} [mode|now|thing] $
    """
)
_MODES: dict[str, Action] = {
    **dict.fromkeys(("shuffle", "shuffling", "random order", "random"), "shuffle"),
    **dict.fromkeys(("repeat", "repeating", "loop", "looping"), "repeat"),
}

_EMOJI_ACTIONS: dict[str, tuple[Action, int | None]] = {
    "mute": ("volume", 0),
    "louder": ("volume", None),
    "quieter": ("volume", None),
}


def read_emoji(reading: Reading, bare: Bare) -> bool:
    signs = [EMOJI[word] for word in bare.words if word in EMOJI]
    if not signs or len(signs) != len(bare.words) or signs[0].kind != "action":
        return False
    action, value = _EMOJI_ACTIONS.get(signs[0].value, (signs[0].value, None))
    return whole_sentence(reading, action, value)  # type: ignore[arg-type]


def read_simple(reading: Reading, bare: Bare) -> bool:
    toggled = _TOGGLED.search(bare)
    mode = _MODES.get(" ".join(reading.sentence.words[slice(*toggled.slots["mode"])])) if toggled else None
    if mode:
        return whole_sentence(reading, mode)
    if _BACK_ONE.search(bare) or _NOT_THIS_NEXT.search(bare):
        return whole_sentence(reading, "previous" if _BACK_ONE.search(bare) else "skip")
    switched = _SWITCHED.search(bare)
    way = _WAYS.get(" ".join(reading.sentence.words[slice(*switched.slots["way"])])) if switched else None
    if way or (_STARTED.search(bare) and "some" not in bare.words and bare.words[0] not in {"play", "put"}):
        return whole_sentence(reading, way or "resume")
    for action, pattern in _SIMPLE:
        if pattern.search(bare):
            return whole_sentence(reading, action)
    return False


_SWITCHED = Pattern(
    """
    ^ (turn|switch|shut|put|get|power) (the|this|that|my|it|everything) [music|song|sound|radio|player|playback|track|thing|tunes]
    {way} [again|now|please|for me] $
    """
)
_STARTED = Pattern(
    """
    ^ (start|restart|begin|kick off|turn on|switch on|put on|get|lets have|hit|cue|unpause|play) (the|some|my) (music|playback|player|
    tunes|sound) [again|back|now|up|going|please] $
    """
)
_WAYS: dict[str, Action] = {"off": "pause", "on": "resume", "back on": "resume", "on again": "resume"}
_BACK_ONE = Pattern(
    "^ (take me|take us|go|skip|move|jump|bring me|bring us|get me) back (one|a|1|to the last|to the previous) (song|track|one|tune) $"
)
_NOT_THIS_NEXT = Pattern(
    """
    ^ (not this one|not this|not this song|not that one|boring|enough of this|dont want this|skip this) (next|next one|next song|skip|
    next please|skip it|next track) $
    """
)
_SKIP_SEVERAL = Pattern(
    "^ (skip|jump|skip over|skip ahead|skip the next|skip past|jump over|skip forward) {n} (songs|tracks|tunes|song|track) [ahead|forward] $"
)


def read_skip_several(reading: Reading, bare: Bare) -> bool:
    """`skip two songs`; the request cannot hold how many, so it skips."""
    found = _SKIP_SEVERAL.search(bare)
    return bool(found and number_at(reading.sentence, found.slots["n"][0])) and whole_sentence(reading, "skip")


def read_simple_on_device(reading: Reading, bare: Bare) -> bool:
    """`pause the kitchen speaker`, `stop the music in the bedroom`."""
    sentence = reading.sentence
    if not bare.words or bare.words[0] not in {"pause", "stop", "resume", "skip", "mute", "unpause"}:
        return False
    saved = reading.request.device
    found = device_at(sentence, bare.indices[0] + 1)
    if found and sentence.breaks(found[1]):
        reading.request.device = found[0]
        rest = bare.words[0]
    elif take_device(reading):
        rest = " ".join(sentence.words[index] for index in bare.indices if sentence.tokens[index].role is None)
    else:
        return False
    if rest == "mute" or rest.startswith("mute "):
        return whole_sentence(reading, "volume", 0)
    action = next((action for action, pattern in _SIMPLE if pattern.search(Bare.of(rest))), None)
    if action:
        return whole_sentence(reading, action)
    reading.request.device = saved
    return False
