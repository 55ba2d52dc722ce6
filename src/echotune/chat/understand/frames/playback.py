"""Transport: play, pause, skip, seek, volume, queue, devices, shuffle, repeat, and what is playing."""

from __future__ import annotations

from echotune.chat.understand.fillers import MUSIC_NOUNS
from echotune.chat.understand.frames.devices import device_at, take_device
from echotune.chat.understand.frames.objects import read_object
from echotune.chat.understand.frames.playlist_names import my_playlist
from echotune.chat.understand.frames.times import seconds_at
from echotune.chat.understand.meanings import EMOJI
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.request import Action
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_NOW_PLAYING = [
    Pattern("^ (what|which|whats|whose) [is|s] [this|the|that] [song|track|tune|music|artist|band|one|album] [is] (playing|on) [now|right now|currently|at the moment|at present|just now] $"),
    Pattern("(what|which|whats) [is|s] [currently|now] playing"),
    Pattern("^ (what|which) (song|track|tune|artist|band|album|music|singer) (is|was) (this|that|it|playing|on) [one] [now|right now|called|from] $"),
    Pattern("^ (whats|what is) (this|that|the) (song|track|tune|album|artist|band) (called|named|playing|on) [now|right now|again] $"),
    Pattern("(whats|what is|what was|tell me) [the] (name of|title of|called) (this|that|the) (song|track|tune|one|artist|band)"),
    Pattern("(who|whos|whose) (is|sings|is singing|plays|is playing|performs|made|wrote|singing|playing|song is|is the artist|is the singer|sang|is performing) (this|that|it|now|here|right now|on this|of this) [song|track|tune|one|is] $"),
    Pattern("^ (whos|who is) (this|that|singing|playing|the artist|the singer|performing) [playing|singing] $"),
    Pattern("what am i (listening to|hearing)"),
    Pattern("what are you playing"),
    Pattern("^ [show|show me|whats|what is|tell me] [the|is] (now playing|current song|current track|currently playing|this song|song name|name this song|identify this song|name that tune|this song called|this track|this song is|that song|song is this|the current song) $"),
    Pattern("^ (name|identify|shazam) (this|that) (song|track|tune) $"),
    Pattern("^ what (song|track|tune) $"),
    Pattern("^ what (is|was) (this|that) (song|track|tune) $"),
    Pattern("^ (whats|what is) (on|this|that song) [right] [now] $"),
    Pattern("^ tell me (what|which|who) [song|track|artist|band] (this is|is this|is playing|that is|sings this|is singing) [now|right now] $"),
]  # fmt: skip
_THIS = "[this|that|the|it|to|current|one|over] [this|current|the] [song|track|one|tune|music|playback|record|thing] [please|now|already|then|again|playing]"
_SIMPLE: list[tuple[Action, Pattern]] = [
    ("skip", Pattern(f"^ (skip|skip to the next|skip to next|play the next|play next|go to the next|next|go to next|move to the next|move on to the next|on to the next|jump to the next|forward to the next|advance to the next|put on the next|move on|skip past|give me the next|lets skip|change|change to the next|skip over|skip ahead|pass) {_THIS} $")),
    ("skip", Pattern("^ (next|next please|next one|next up|another one please|skippety skip|ff|fast forward|change the song|change this song|change song|change track|change the track|play another song|play something else|play another one|another song|next track) $")),
    ("previous", Pattern(f"^ (previous|play the previous|go back to the previous|go to the previous|back to the previous|go back|back|go one back|go back to the last|back to the last|play the last|replay the last|replay the previous|skip back|skip back to the previous|skip backwards|return to the previous|jump back to the previous|play previous|go back one|back one|go back a|go to previous|to the previous|skip to the previous|rewind to the previous|put the last|one back|back up) {_THIS} $")),
    ("pause", Pattern("^ (pause|stop|halt|hold|freeze|cut|kill|stop playing|pause playing|quit|shut off|turn off|silence|cease|end|hold on|hold up|be quiet|shut up|shush|stop it|stop now|quiet|enough|turn it off|hush|pause playback|stop playback|switch off|hit pause|press pause|wait) [it|this|that|the|my|playing|everything|now|there] [music|song|track|playback|player|playlist|tune|sound|audio|now|for a second|for a moment|for now|a moment|a second|a sec|radio] [now|please|for a second|for a moment|for now|for a minute|right now|a moment|immediately] $")),
    ("resume", Pattern("^ (resume|continue|unpause|un pause|carry on|keep playing|keep going|go on|start again|play again from here|keep on playing|continue playing|resume playing|carry on playing|unfreeze|pick up where i left off|pick up where we left off|start playing again|continue with|proceed|hit play|press play|start it again|start the music again|turn it back on|turn the music back on|put the music back on|put it back on|back on) [it|this|that|the|my|playing|with] [the] [music|song|track|playback|player|playlist|tune|where i left off|where we left off] [now|again] $")),
    ("shuffle", Pattern("^ (shuffle|turn on shuffle|turn shuffle on|turn off shuffle|turn shuffle off|shuffle on|shuffle off|enable shuffle|disable shuffle|unshuffle|put it on shuffle|put this on shuffle|play on shuffle|play it on shuffle|set shuffle|shuffle mode|switch on shuffle|switch off shuffle|stop shuffling|start shuffling|activate shuffle|mix it up|randomize|randomise|toggle shuffle|play in random order|play it in random order|random order|play randomly|deactivate shuffle|shuffle play|go random) [mode|on|off|it|this|that|these|those|the|my|them|everything] [mode|music|songs|tracks|queue|playlist|order|playback|album|play|library|up] $")),
    ("repeat", Pattern("^ (repeat|loop|replay|turn on repeat|turn repeat on|turn off repeat|turn repeat off|repeat on|repeat off|enable repeat|disable repeat|stop repeating|keep repeating|set repeat|toggle repeat|switch on repeat|loop mode|repeat mode|activate repeat|turn on loop|deactivate repeat|turn off looping|turn off loop|start repeating|play again|once more|one more time|encore|again|switch off repeat) [mode|on|off|it|this|that|these|the|my|all|everything|one] [mode|song|track|tune|one|album|playlist|queue|all|music|current song|current track|again|forever] [again|on repeat|forever|over and over|once|one more time|please|please again] $")),
    ("repeat", Pattern("^ (play|put|keep|have|leave|listen to|hear) (it|this|that|this song|that song|this one|this track|the song|the track|the current song|the same song|that one|that track|this album|the last song|the same track) [one] (again|on repeat|on loop|over and over|over again|on a loop|once more|one more time|repeating|looping|another time|in a loop|over and over again|on replay) $")),
]  # fmt: skip
_VOLUME_WORDS = wordset("volume louder quieter mute unmute muted")
_VOLUME = [
    Pattern("volume"),
    Pattern("^ [make|a bit|a little|much|play|turn|can it be|bit|little|way|even|slightly|it should be] [it|this|that|the music|this song] [be|a bit|a little|much|a lot|slightly|way|bit|go] (louder|quieter) [please|now|a bit|a little] $"),
    Pattern("^ (mute|unmute|silence) [it|this|that|the|everything|all] [music|sound|song|speakers|speaker|audio|player|playback|now] $"),
    Pattern("(turn|crank|bring|pump|dial|put|bump|jack) (it|this|that|the music|the sound|the song|this song|things|the speakers|the speaker|the tunes|the radio|this music|the audio) [right|way|all the way|a bit|a little|slightly|a lot] (up|down) [to|by|a bit|a little|a notch|a lot|loud|please|now|some|slightly|way] "),
    Pattern("^ (turn|crank|bring|pump|dial|bump) [it] (up|down) [the] [music|sound|song|tunes|speakers|a bit|a little|a notch|a lot|please|some] [a bit|a little|a notch|please] $"),
    Pattern("^ [its|it is|this is|thats|the music is|way|that is] (too loud|too quiet|not loud enough|so loud|way too loud|way too quiet|far too loud|much too loud) [in here|now|for me] $"),
    Pattern("^ (full blast|max volume|maximum volume|full volume|half volume|sound off|sound on|lower the sound|raise the sound|as loud as possible|loudest|mute please) $"),
]  # fmt: skip
_FULL = wordset("max maximum full top loudest highest blast")
_NONE = wordset("mute muted zero silent off minimum min silence lowest")
_SEEK = Pattern("(seek|jump|skip|go|fast forward|forward|rewind|scrub|move|start|play|wind|advance|ff|spool|jump back|go back|skip back|back|take me|replay|begin|skip ahead|resume|play it|play this|start it|start playing|play from|continue) [it|this|that|the song|the track|this song|playback|me|on|the|last|playing|song] [to|ahead|forward|forwards|back|backward|backwards|in|from|by|at|on] [to|by|at|the|from|around|about|last]")  # fmt: skip
_FROM_START = Pattern("^ (restart|start over|replay|rewind|go back to the start|go back to the beginning|go to the beginning|go to the start|back to the start|back to the beginning|start from the beginning|start from the top|play from the start|play from the beginning|start again from the beginning|start it over|start this over|from the top|take it from the top|rewind to the beginning|rewind to the start|play it from the beginning|play it from the start|play this from the beginning|play this song from the start|play this song from the beginning|jump to the beginning|jump to the start|seek to the beginning|seek to the start|start this song over|start the song over|restart the|rewind the|restart from|skip to the beginning|skip to the start|seek to start) [it|this|that|the|from] [song|track|tune|again|over|the beginning|the start|beginning] [from the beginning|from the start|from the top|over|again|please] $")  # fmt: skip
_BACKWARDS = frozenset({"rewind", "back", "backward", "backwards"})
_QUEUE = [
    Pattern("^ (queue up|queue|enqueue|que|line up next|add next)"),
    Pattern("^ (add|put|throw|stick|place|drop|append|toss|insert|chuck|get|include|pop) {thing} (to|in|on|into|onto|at the end of|at the top of|to the end of|to the top of) [the|my|our|end of the|top of the|play|current] (queue|up next|play queue|line up|que|playing queue) [next|please] $"),
    Pattern("^ (play|put|put on|have|add) {thing} (next|after this|after this song|after this one|after that|after the current song|as the next song|as next|up next|right after this|right after this song|after the current track|right next|straight after this|following this) $"),
    Pattern("^ (show|show me|whats|what is|what|view|see|open|display|list|clear|empty|whats coming|what songs are|which songs are|whos|flush|reset|check|delete|what are the songs|what do i have|whats left|which song) [me|is|comes|coming|are|plays] [up|in|the] [on|in] [the|my] (queue|next|up next|next song|up next in the queue|next track|next in the queue|play queue) [please|look like] $"),
    Pattern("^ (what|whats|which|which song|what song|what track) [is|comes|plays|will be|will play|are] [going to be|coming|playing|on|in|up] [up] (next|after this|afterwards) [in the queue|on the queue|song|in my queue] $"),
]  # fmt: skip
_TRANSFER = Pattern("^ (transfer|switch|move|send|cast|hand off|shift|continue|stream|change|continue playing|continue playback|keep playing|carry on|push|beam|throw|route|swap|use|connect|switch over|mirror|airplay|resume|redirect|pick this up|go on|listen|listen to this|output|select|carry on playing|resume playback|transmit) [the|this|it|my|what im playing|that|what is playing|whats playing|to] [playback|music|it|this|that|song|playing|sound|device|speaker|speakers|output|audio|stream|track|playlist|session|listening|output device|over|current song|tunes] [over|listening|playing|back] (to|on|onto|in|through|via|into)")  # fmt: skip
_USE = Pattern(
    "^ (use|connect|select|choose|change device to|change the device to|switch device to|connect to) [the|my]"
)
_PLAY = Pattern("^ (play|put on|start|start playing|put|stream|blast|resume|spin|fire up|throw on|pop on|stick on|bang on|cue up|chuck on|run|launch|begin playing|get|turn on|crank up|crank|listen to|hear|continue|pause|stop|skip|shuffle|repeat|loop|have|let me hear|bring up|open|load|next song|next|mute)")  # fmt: skip
_NOW = frozenset({"now", "immediately"})
_NOW_PHRASES = (
    ("right", "now"),
    ("straight", "away"),
    ("right", "away"),
    ("at", "once"),
    ("this", "instant"),
    ("this", "moment"),
)
_WISHFUL = wordset("some something anything me more any like similar stuff another") | (MUSIC_NOUNS - {"playlist", "album", "song", "track", "record", "tune", "mix", "artist", "band", "title"})  # fmt: skip


def read_now_playing(reading: Reading, bare: Bare) -> bool:
    """`what song is this`, `who sings this`."""
    if not first_match(_NOW_PLAYING, bare):
        return False
    return _whole(reading, "now_playing")


def read_playback(reading: Reading, bare: Bare) -> bool:
    """A command to the player. Fills action, value and device; what to play is left for the readers of the wish."""
    for read in (
        _emoji,
        _queue,
        _volume,
        _from_start,
        _seek,
        _simple,
        _transfer,
        _simple_on_device,
        _play_on_device,
        _play_now,
        _play_bare,
    ):
        if read(reading, bare):
            reading.request.intent = "playback"
            return True
    return False


def _whole(reading: Reading, action: Action, value: int | None = None) -> bool:
    reading.request.intent = "playback"
    reading.request.action = action
    reading.request.value = value
    reading.take(0, len(reading.sentence), "frame")
    return True


_EMOJI_ACTIONS: dict[str, tuple[Action, int | None]] = {
    "mute": ("volume", 0),
    "louder": ("volume", None),
    "quieter": ("volume", None),
}


def _emoji(reading: Reading, bare: Bare) -> bool:
    signs = [EMOJI[word] for word in bare.words if word in EMOJI]
    if not signs or len(signs) != len(bare.words) or signs[0].kind != "action":
        return False
    action, value = _EMOJI_ACTIONS.get(signs[0].value, (signs[0].value, None))
    return _whole(reading, action, value)  # type: ignore[arg-type]


def _simple(reading: Reading, bare: Bare) -> bool:
    for action, pattern in _SIMPLE:
        if pattern.search(bare):
            return _whole(reading, action)
    return False


def _simple_on_device(reading: Reading, bare: Bare) -> bool:
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
        return _whole(reading, "volume", 0)
    action = next((action for action, pattern in _SIMPLE if pattern.search(Bare.of(rest))), None)
    if action:
        return _whole(reading, action)
    reading.request.device = saved
    return False


def _volume(reading: Reading, bare: Bare) -> bool:
    found = first_match(_VOLUME, bare)
    if not found or any(word in {"playlist", "energy", "tempo"} for word in bare.words):
        return False
    sentence = reading.sentence
    value: int | None = None
    for index in bare.indices:
        number = number_at(sentence, index)
        if number and number[0] <= 100:
            value = number[0]
            break
    words = set(bare.words)
    if value is None and words & _NONE and "unmute" not in words:
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
    return _whole(reading, "volume", value)


def _from_start(reading: Reading, bare: Bare) -> bool:
    return bool(_FROM_START.search(bare)) and _whole(reading, "seek", 0)


def _seek(reading: Reading, bare: Bare) -> bool:
    found = _SEEK.search(bare)
    if not found:
        return False
    seconds = seconds_at(reading.sentence, found.end) if found.end < len(reading.sentence) else None
    if seconds is None:
        return False
    tail = {reading.sentence.word(index) for index in range(seconds[1], len(reading.sentence))}
    if tail - {
        "in",
        "mark",
        "into",
        "the",
        "song",
        "track",
        "ahead",
        "forward",
        "back",
        "of",
        "this",
        "please",
        "backwards",
        "backward",
        "it",
        "from",
        "here",
        "forwards",
        "now",
        "thanks",
        "on",
        "at",
    }:
        return False
    words = set(reading.sentence.words[found.start : found.end]) | tail
    absolute = words & {"to", "at", "from", "into", "mark"}
    backwards = words & _BACKWARDS and not absolute
    return _whole(reading, "seek", -seconds[0] if backwards else seconds[0])


def _queue(reading: Reading, bare: Bare) -> bool:
    found = first_match(_QUEUE, bare)
    if not found:
        return False
    request = reading.request
    request.action = "queue"
    thing = found.slots.get("thing")
    if thing:
        for index in (*range(found.start, thing[0]), *range(thing[1], found.end)):
            reading.take(index, index + 1, "frame")
        start = thing[0]
    else:
        start = reading.take(found.start, found.end, "frame")
    reading.expects = "track"
    if start < len(reading.sentence) and reading.sentence.word(start) not in {"some", "something", "a"}:
        read_object(reading, start, "track")
    return True


def _transfer(reading: Reading, bare: Bare) -> bool:
    found = _TRANSFER.search(bare) or _USE.search(bare)
    if not found:
        return False
    sentence = reading.sentence
    device = device_at(sentence, found.end)
    if (device and sentence.breaks(device[1] + (sentence.word(device[1]) in {"instead", "now", "please"}))) or (
        device and device[1] >= len(sentence)
    ):
        reading.request.device = device[0]
        return _whole(reading, "transfer")
    words = set(sentence.words[found.start : found.end])
    said = words & {"transfer", "cast", "airplay", "playback", "beam", "mirror"} or (
        words & {"switch", "move", "send"} and words & {"playback", "music", "it"}
    )
    if said and found.end < len(sentence) and words & {"to", "on", "onto"}:
        start = found.end + (sentence.word(found.end) in {"the", "my", "our"})
        if start < len(sentence):
            reading.request.device = sentence.written(start, len(sentence))
            return _whole(reading, "transfer")
    return False


def _play_on_device(reading: Reading, bare: Bare) -> bool:
    found = _PLAY.search(bare)
    if not found or not take_device(reading):
        return False
    first = reading.sentence.word(found.start)
    actions: dict[str, Action] = {"resume": "resume", "continue": "resume", "pause": "pause", "stop": "pause", "skip": "skip", "next": "skip", "shuffle": "shuffle", "repeat": "repeat", "loop": "repeat"}  # fmt: skip
    reading.request.action = actions.get(first, "play")
    return _to_play(reading, found.start, found.end)


def _play_now(reading: Reading, bare: Bare) -> bool:
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
    if at is None or any(word in {"something", "but"} for word in bare.words):
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


def _play_bare(reading: Reading, bare: Bare) -> bool:
    """`play`, `play it`, `play Karma Police`, `play my Gym playlist`: transport of a thing that has a name."""
    sentence = reading.sentence
    if not bare.words or bare.words[0] not in {"play", "put", "start", "stream", "spin", "blast", "open", "load"}:
        return False
    start = bare.indices[0]
    end = start + 1
    if bare.words[0] in {"put", "start"}:
        if sentence.word(end) not in {"on", "playing"}:
            return False
        end += 1
    rest = [index for index in bare.indices if index >= end]
    if not rest:
        return bare.words[0] in {"play", "start"} and _whole(reading, "play")
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
        }
        for index in rest
    ) and sentence.word(rest[0]) not in {"music", "all"}:
        return _whole(reading, "play")
    if any(_is_wish(sentence, index) for index in rest[:2]) and sentence.word(rest[0]) not in {"the"}:
        return False
    saved = reading.request.model_copy(deep=True)
    roles = sentence.roles()
    _read_playlist(reading, rest[0])
    done = reading.request.playlist is not None and all(sentence.tokens[index].role is not None for index in rest)
    if not done:
        after = read_object(reading, rest[0], None)
        done = after is not None and all(sentence.tokens[index].role is not None for index in rest) and _named(reading)
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
