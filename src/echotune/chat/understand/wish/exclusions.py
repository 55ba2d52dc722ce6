"""What must not come: names, genres, vocals, explicit lyrics; and adjectives, which then point the other way."""

from __future__ import annotations

from echotune.chat.understand.comparison import adjectives, comparatives, opposite
from echotune.chat.understand.fillers import MUSIC_NOUNS
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import Cue, Named
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading, add
from echotune.chat.understand.references import PRONOUNS
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_ANYTHING_BUT = flags(
    """
    anything but | everything but | anything except | everything except | anything except for | everything except for | all but | anything other than | everything other than | anything besides
    anything apart from | everything apart from | everything besides | anything save | whatever but | any music but | any artist but | any genre but | anything that isnt | anything that is not | anything thats not | everything bar | anything bar | anyone but | any song but | music other than
    """
)
_WITHOUT = flags(
    """
    no | without | without any | except | except for | excepting | excluding | exclude | but no | but not | but without | minus | other than | apart from | aside from | besides | leave out | leaving out | leave off | skip the | skip all | skip any | not any | no more | no more of | nothing by | nothing from | nothing
    nothing with | none of | not by | not from | never any | drop the | drop all | drop any | drop | remove | remove the | remove all | remove any | take out | take out the | take away | take away the | lose | lose the | get rid of | get rid of the | get rid of all | swap | swap out | swap out the | swap the | ditch | ditch the | cut out | cut out the | hold the | avoid | avoid any
    filter out | throw out | throw out the | kick out | kick out the | kick | replace the | replace | weed out | weed out the | omit | omit any | i dont want | i dont want any | i do not want | i do not want any | dont want | dont want any | i dont want to hear | i dont want to hear any | dont play | dont play any | do not play | do not play any | dont include | do not include | dont include any | dont give me | dont give me any | stop giving me | sick of | tired of | im sick of | im tired of | i am tired of | bored of | im bored of | enough | enough of | enough of the | not | less of | keep out | spare me | spare me the | ban all | free of | devoid of | hate | i hate
    """
)
_WEAK = wordset("not swap kick hate lose drop replace nothing enough cut hold no tired remove")
_ARTICLES = wordset(
    """
    the any all more of my by from a an those these much single other kind sort too so really very overly
    artist band singer group and artists bands
    """
)
_PRESENTED_BY = flags(
    "like | anything like | songs like | music like | songs by | music by | tracks by | anything by | anything from | stuff by | tunes by | songs from | tracks from | music from | anything with | songs with | music with | tracks with | anything that has | anything containing | things by | anything"
)
_VOCALS = flags(
    "vocals | vocal | singing | singers | singer | lyrics | lyric | words | voices | voice | vocalists | sung parts | vocal tracks | vocal parts | human voices | rapping | people singing | talking | voice over | any words"
)
_EXPLICIT = flags(
    """
    explicit | explicit content | explicit lyrics | explicit language | explicit words | explicit material | explicit songs | explicit tracks | explicit music | explicit stuff | explicit ones | explicit versions | explicits | swearing | swear words | swears | cursing | curse words | cussing | cuss words
    profanity | profanities | bad language | bad words | foul language | dirty words | dirty lyrics | strong language | vulgar lyrics | vulgarity | parental advisory | parental advisory stuff | naughty words | offensive lyrics | f bombs | nsfw | nsfw stuff | rude words | rude lyrics | obscenities
    """
)
_CLEAN = flags(
    """
    clean | clean version | clean versions | clean only | clean songs | clean music | clean lyrics | clean songs only | keep it clean | keep things clean | keep everything clean | all clean | squeaky clean | family friendly | family safe | kid friendly | kids friendly | child friendly | kid safe | child safe | safe for work
    safe for kids | safe for children | safe for the kids | suitable for kids | suitable for children | appropriate for kids | appropriate for children | ok for kids | okay for kids | ok for children | fine for kids | sfw | pg | pg rated | radio edit | radio edits | radio friendly | radio safe | non explicit | nonexplicit | explicit free | profanity free | swear free | clean language | not explicit | family appropriate | with kids around | kids around | kids in the car | kids are listening | with kids in the car | work safe | workplace safe | censored
    """
)
_INSTRUMENTAL = flags(
    """
    instrumental | instrumentals | instrumental only | instrumentals only | only instrumental | only instrumentals | just instrumental | just instrumentals | purely instrumental | all instrumental | instrumental versions | instrumental music | instrumental songs | instrumental tracks | fully instrumental | strictly instrumental | wordless | vocal free | vocalfree | voiceless
    lyric free | lyricless | non vocal | nonvocal | nobody singing | no one singing | noone singing | with nobody singing | where nobody sings | where no one sings | that has no vocals | free of vocals | free of lyrics
    """
)
_SPLIT_VERBS = wordset("take leave cut kick throw filter weed drop keep swap")
_JOINERS = frozenset({"or", "and", "nor", "plus"})
_NOT_ITEMS = wordset(
    """
    problem worries idea thanks way matter rush need sure yet too so that quite just only really very what
    bad to in on because
    """
)


def read_clean(reading: Reading, index: int) -> int | None:
    """`family friendly`, `clean`, `explicit` lyrics to leave out; `instrumental`."""
    sentence = reading.sentence
    found = _CLEAN.at(sentence, index)
    if found and not _means_housework(reading, index, found[1]):
        reading.request.exclude.explicit = True
        return reading.take(index, found[1], "explicit", "exclusion")
    found = _INSTRUMENTAL.at(sentence, index)
    if found:
        reading.bound("instrumentalness", least=0.5)
        positive = sentence.word(found[1] - 1) in MUSIC_NOUNS | {"instrumentals"} and sentence.word(index) not in {
            "only",
            "just",
        }
        return reading.take(index, found[1], "instrumental", "music" if positive else "instrumental")
    return None


def _means_housework(reading: Reading, index: int, end: int) -> bool:
    words = reading.sentence
    return end == index + 1 and words.word(index) == "clean" and words.word(index - 1) in {"i", "to", "we", "while"}


def read_exclusion(reading: Reading, index: int) -> int | None:
    """Read an excluding word and the items after it: `no Drake, country or slow songs`."""
    sentence = reading.sentence
    every = _ANYTHING_BUT.at(sentence, index)
    found = every or _WITHOUT.at(sentence, index) or _split_verb(sentence, index)
    if not found or sentence.tokens[index].quote is not None:
        return None
    start = found[1]
    end = read_items(reading, start)
    if end is None:
        return None
    signs = {"anything_but"} if every else {"exclusion"}
    reading.take(index, start, "exclusion", *signs)
    return end


def _split_verb(sentence: Sentence, index: int) -> tuple[bool, int] | None:
    """`take Drake out`: the second half of the verb is taken here."""
    if sentence.word(index) not in _SPLIT_VERBS:
        return None
    for ahead in range(index + 2, min(index + 7, len(sentence))):
        if sentence.word(ahead) in {"out", "off", "away"} and sentence.breaks(ahead + 1):
            sentence.take(ahead, ahead + 1, "exclusion")
            return True, index + 1
    return None


def read_items(reading: Reading, index: int) -> int | None:
    """Read one or more items to leave out; the index after them, None when the first is none."""
    end = _read_item(reading, index)
    while end is not None and end < len(reading.sentence):
        joined = reading.sentence.word(end) in _JOINERS
        if not (joined or reading.sentence.tokens[end].comma):
            break
        following = end + joined
        if not joined and not _list_goes_on(reading, following):
            break
        more = _read_item(reading, following, first=False)
        if more is None:
            break
        reading.sentence.take(end, following, "exclusion")
        end = more
    return end


def _list_goes_on(reading: Reading, index: int) -> bool:
    """After a bare comma the list goes on only if an "or"/"and" joins another item soon: `no Drake, Future or Nas`."""
    sentence = reading.sentence
    for ahead in range(index, min(index + 5, len(sentence))):
        if sentence.word(ahead) in {"or", "nor"}:
            return True
        if ahead > index and sentence.tokens[ahead].comma:
            return False
    return False


def _read_item(reading: Reading, index: int, first: bool = True) -> int | None:
    sentence = reading.sentence
    start = index
    presented = _PRESENTED_BY.at(sentence, index)
    if presented:
        index = presented[1]
    while sentence.word(index) in _ARTICLES and not sentence.tokens[index].capital and not _name_starts(reading, index):
        index += 1
    if index >= len(sentence) or sentence.tokens[index].role is not None:
        return None
    for read in (_explicit, _vocals, _pronoun, _property, _genre, _instrument):
        end = read(reading, index, first)
        if end:
            reading.sentence.take(start, index, "exclusion")
            return end
    return _name(
        reading,
        start,
        index,
        named=bool(presented) or sentence.word(index - 1) in {"artist", "band", "singer"},
        first=first,
    )


def _name_starts(reading: Reading, index: int) -> bool:
    """`The National` starts with an article that belongs to the name."""
    return reading.names.known(index, Cue.SLOT) is not None and reading.sentence.word(index) in {
        "the",
        "a",
        "my",
        "all",
        "any",
    }


def _explicit(reading: Reading, index: int, first: bool) -> int | None:
    found = _EXPLICIT.at(reading.sentence, index)
    if not found:
        return None
    reading.request.exclude.explicit = True
    return reading.take(index, found[1], "explicit", "exclusion")


def _vocals(reading: Reading, index: int, first: bool) -> int | None:
    found = _VOCALS.at(reading.sentence, index)
    if not found:
        return None
    reading.bound("instrumentalness", least=0.5)
    return reading.take(index, found[1], "vocals", "exclusion")


def _pronoun(reading: Reading, index: int, first: bool) -> int | None:
    found = PRONOUNS.at(reading.sentence, index)
    if not found or not first:
        return None
    return reading.take(index, found[1], "reference", "reference", "exclusion")


def _property(reading: Reading, index: int, first: bool) -> int | None:
    """`slow songs`, `the loud ones`, `nothing sad`: the opposite is wished."""
    sentence = reading.sentence
    found = adjectives().at(sentence, index) or comparatives().at(sentence, index)
    if not found:
        return None
    axis, end = found
    noun = sentence.word(end) in MUSIC_NOUNS
    longer = LEXICON.at(sentence, index)
    if longer and (longer[1] > end or (longer[0].kind == "genre" and not noun)):
        return None
    if not first and not noun:
        return None
    feature, direction = opposite(axis)
    reading.point(feature, "+" if direction == "+" else "-")
    return reading.take(index, end + noun, "direction", "comparative")


def _genre(reading: Reading, index: int, first: bool) -> int | None:
    sentence = reading.sentence
    found = LEXICON.at(sentence, index)
    named = reading.names.known(index, Cue.SLOT, "genre")
    if found and found[0].kind == "genre" and not (named and named.end > found[1]):
        name, end = found[0].value, found[1]
    elif named and named.kind == "genre":
        name, end = named.text, named.end
    else:
        return None
    if (
        reading.names.known(index, Cue.NAMED if sentence.tokens[index].capital else Cue.NONE)
        and sentence.tokens[index].capital
    ):
        return None
    add(reading.request.exclude.genres, name)
    end += sentence.word(end) in MUSIC_NOUNS
    return reading.take(index, end, "exclusion", "exclusion")


def _instrument(reading: Reading, index: int, first: bool) -> int | None:
    """`no drums`: the request cannot hold it, so it is left for `unparsed`."""
    found = LEXICON.at(reading.sentence, index)
    if not found or found[0].kind != "instrument" or reading.names.known(index, Cue.SLOT):
        return None
    reading.sentence.take(index, found[1], "unparsed")
    return found[1]


def _name(reading: Reading, start: int, index: int, *, named: bool, first: bool) -> int | None:
    sentence = reading.sentence
    if sentence.word(index) in _NOT_ITEMS and not sentence.tokens[index].capital:
        return None
    weak = first and sentence.word(start - 1) in _WEAK and not named
    found: Named | None
    if first and not weak:
        found = reading.names.in_slot(index, Cue.NAMED if named else Cue.SLOT)
    elif first:
        found = reading.names.in_slot(index, Cue.SLOT)
    else:
        found = reading.names.known(index, Cue.SLOT) or _capital_name(reading, index)
    if not found or (not found.known and LEXICON.at(sentence, index) and not sentence.tokens[index].capital):
        return None
    exclude = reading.request.exclude
    add(
        {"artist": exclude.artists, "track": exclude.tracks, "album": exclude.tracks, "genre": exclude.genres}[
            found.kind
        ],
        found.text,
    )
    sentence.take(start, index, "exclusion")
    end = found.end + (sentence.word(found.end) in MUSIC_NOUNS)
    return reading.take(index, end, "name", "exclusion")


def _capital_name(reading: Reading, index: int) -> Named | None:
    token = reading.sentence.tokens[index] if index < len(reading.sentence) else None
    return reading.names.in_slot(index, Cue.SLOT) if token and (token.capital or token.quote is not None) else None
