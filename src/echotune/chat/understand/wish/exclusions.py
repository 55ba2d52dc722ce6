"""What must not come: an excluding word, and the items after it."""

from __future__ import annotations

from echotune.chat.understand.names import Cue
from echotune.chat.understand.phrases import flags, phrases
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.references import pointer_at
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wish.era import years_at
from echotune.chat.understand.wish.left_out import read_item
from echotune.chat.understand.wordset import wordset

_ALL = """
    anything | everything | all | any | anyone | whatever | all music | any music | all songs | any songs | any song
    all tracks | any artist | all artists | any genre | all genres | every song | every genre | every artist
    all kinds of music | any kind of music | all sorts of music
    """
_BUT = "but | except | except for | excepting | other than | apart from | besides | bar | excluding | aside from"
_ANYTHING_BUT = flags(
    " | ".join(f"{every} {but}" for every in phrases(_ALL) for but in phrases(_BUT))
    + " | "
    + " | ".join(f"music {but}" for but in phrases(_BUT) if but != "but")  # `workout music but clean`
)
"""A wish for the rest, where a bare exclusion only changes the last answer."""

_WITHOUT = flags(
    """
    no | not another | instead of | rather than | in place of | not so much | steer clear of | stay away from | keep away from
    i dont need | we dont want | we dont want any | we do not want | nobody wants | i would rather not hear | id rather not hear
    please dont include any | dont add | dont add any | do not add | i dont like | no more from | no more by | anything without
    anything with no | with no | with zero | zero | not a single | not a fan of | nothing like | nothing to do with
    cut | cut the | leave the | not including | not even | dont want to hear | dont want to hear any | never mind the
    not in the mood for | im not in the mood for | i am not in the mood for | not up for | im not up for | not after
    ive had it with | i have had it with | ive had enough of | i have had enough of | had enough of | fed up with
    im fed up with | i am fed up with | im so over | im over | im done with | i am done with | sick to death of | bored with
    too much | too many | way too much | way too many | thats too much | a bit too much | there is too much
    theres too much | too much of | enough with | enough with the
    less | fewer | without | without any | except | except for | excepting | excluding | exclude | but no | but not
    but without | minus | other than | apart from | aside from | besides | leave out | leaving out | leave off
    skip the | skip all | skip any | not any | no more | no more of | nothing by | nothing from | nothing
    nothing with | none of | not by | not from | never any | drop the | drop all | drop any | drop | remove
    remove the | remove all | remove any | take out | take out the | take away | take away the | lose | lose the
    get rid of | get rid of the | get rid of all | swap | swap out | swap out the | swap the | ditch | ditch the
    cut out | cut out the | hold the | avoid | avoid any
    filter out | throw out | throw out the | kick out | kick out the | kick | replace the | replace | weed out
    weed out the | omit | omit any | i dont want | i dont want any | i do not want | i do not want any | dont want
    dont want any | i dont want to hear | i dont want to hear any | dont play | dont play any | do not play
    do not play any | dont include | do not include | dont include any | dont give me | dont give me any
    stop giving me | sick of | tired of | im sick of | im tired of | i am tired of | bored of | im bored of | enough
    enough of | enough of the | not | less of | keep out | spare me | spare me the | ban all | free of | devoid of
    hate | i hate
    """
)

_SPLIT_VERBS = wordset("take leave cut kick throw filter weed drop keep swap")

_JOINERS = frozenset({"or", "and", "nor", "plus"})


def read_exclusion(reading: Reading, index: int) -> int | None:
    """Read an excluding word and the items after it: `no Drake, country or slow songs`."""
    sentence = reading.sentence
    every = _ANYTHING_BUT.at(sentence, index)
    found = every or _WITHOUT.at(sentence, index) or _split_verb(sentence, index) or _all_but(reading, index)
    if not found or sentence.tokens[index].quote is not None:
        return None
    start = found[1]
    if sentence.word(start - 1) == "the" and pointer_at(sentence, start - 1):
        start -= 1  # `drop the second one`
    end = read_items(reading, start) or _years(reading, start)
    if end is None:
        return None
    signs = {"anything_but"} if every else {"exclusion"}
    reading.take(index, start, "exclusion", *signs)
    return end


def _all_but(reading: Reading, index: int) -> tuple[bool, int] | None:
    """`everything by Interpol but Antics`."""
    sentence = reading.sentence
    if sentence.word(index) != "but" or not {"everything", "anything", "all"} & set(sentence.words[:index]):
        return None
    following = sentence.tokens[index + 1] if index + 1 < len(sentence) else None
    named = following is not None and (following.capital or reading.names.known(index + 1, Cue.SLOT) is not None)
    return (True, index + 1) if named else None


def _years(reading: Reading, index: int) -> int | None:
    """`no 80s music`: the request cannot hold years to leave out, so they are left for `unparsed`."""
    start = index + (reading.sentence.word(index) in {"from", "of"})
    years = years_at(reading.sentence, start)
    if not years:
        return None
    reading.signs.add("left unheld")
    return reading.take(index, years.end, "unparsed", "exclusion")


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
    end = read_item(reading, index)
    while end is not None and end < len(reading.sentence):
        joined = reading.sentence.word(end) in _JOINERS
        if not (joined or reading.sentence.tokens[end].comma):
            break
        following = end + joined
        if not joined and not _list_goes_on(reading, following):
            break
        more = read_item(reading, following, first=False)
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
