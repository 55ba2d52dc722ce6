"""The names of playlists: listeners invent them, so they are read by their place, as written."""

from __future__ import annotations

from echotune.chat.understand.comparison import comparatives
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_NAMED = flags(
    """
        called | named | titled | entitled | name it | call it | with the name | under the name | by the name of
        with the title | and name it | and call it | and title it | title it | known as | naming it | calling it
        labelled | labeled | name | which is called | thats called | that is called | call this | call that
        named as | and call this | the name | whose name is | call the playlist | name the playlist | call them
        name them
        """
)
_ENDS = wordset(
    """
    with from containing using featuring full made that which please consisting and for including lasting
    where but also based inspired
    """
)
_PLAYLIST = wordset("playlist playlists mix mixtape list collection set")
_DETERMINERS = wordset("my the our that this your a an")
_OWNED = wordset("my the our your")
_NOT_NAMES = wordset(
    """
    new current existing other same last whole entire saved favourite own first next best shared latest
    private public
    """
)
_FOLDERS = frozenset({"library", "favourites", "likes", "queue", "collection"})


def naming_at(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """`called X`: the name at `index`, and the index after it."""
    found = _NAMED.at(sentence, index)
    if not found or sentence.tokens[index].quote is not None:
        return None
    return said_name(sentence, found[1])


def find_naming(sentence: Sentence) -> tuple[str, int, int] | None:
    """The first `called X` of the sentence: name, start, end."""
    for index in range(len(sentence)):
        found = naming_at(sentence, index)
        if found:
            return found[0], index, found[1]
    return None


def said_name(sentence: Sentence, start: int, *, whole: bool = False) -> tuple[str, int] | None:
    """The name that starts at `start`: to the closing quote, else to the end of its clause, with `whole` to a comma."""
    if start >= len(sentence) or sentence.tokens[start].role == "glue":
        return None
    first = sentence.tokens[start]
    end = start
    while end < len(sentence):
        token = sentence.tokens[end]
        if first.quote is not None:
            if token.quote != first.quote:
                break
        elif end > start and not token.capital and comparatives().at(sentence, end) and sentence.breaks(end + 1):
            break  # `make my playlist Gym faster`
        elif token.role == "held" or (
            end > start and (token.comma or token.role == "glue" or (not whole and _ends_name(sentence, start, end)))
        ):
            break
        end += 1
    if first.quote is None and end - 1 > start and sentence.word(end - 1) in {"playlist"}:
        return sentence.written(start, end - 1), end
    return sentence.written(start, end), end


def _ends_name(sentence: Sentence, start: int, index: int) -> bool:
    token = sentence.tokens[index]
    if token.word == "of" and sentence.word(index + 1).isdigit():
        return True
    if token.word not in _ENDS or token.capital:
        return False
    following = sentence.tokens[index + 1] if index + 1 < len(sentence) else None
    if following is None:
        return False
    capitals = sentence.tokens[start].capital or sentence.tokens[start].text[0].isupper()
    if capitals and following.capital and token.word in {"and", "for", "from", "with"}:
        return token.word in {"with", "from"}
    if token.word == "for" and sentence.word(index - 1) in {
        "songs",
        "music",
        "tunes",
        "tracks",
        "jams",
        "beats",
        "sounds",
    }:
        return False
    return not (
        token.word == "and"
        and not capitals
        and sentence.word(index + 1)
        not in {"add", "put", "fill", "include", "make", "use", "then", "play", "it", "i", "set", "keep"}
    )


def my_playlist(sentence: Sentence, index: int, *, bare: bool = False) -> tuple[str | None, int] | None:
    """`my Gym playlist`, `the playlist Sunday`, `my playlist called X`, or with `bare` just `Night Bus`.

    The name (None when only "my playlist" is said) and the index after the words.
    """
    start = index + (
        sentence.word(index) in _OWNED
        or (sentence.word(index) in _DETERMINERS and sentence.word(index + 1) in _PLAYLIST)
    )
    if sentence.word(start) in {"new", "current", "existing"} and sentence.word(start + 1) in _PLAYLIST:
        start += 1
    if sentence.word(start) in {"playlist", "mixtape"} or (sentence.word(start) == "list" and start > index):
        named = naming_at(sentence, start + 1) or (
            None if _free_end(sentence, start + 1) else said_name(sentence, start + 1)
        )
        return named or (None, start + 1)
    end = _playlist_noun(sentence, start)
    if end:
        if (named := naming_at(sentence, end + 1)) and sentence.tokens[end - 1].possessive:
            return named
        if all(word in _NOT_NAMES for word in sentence.words[start:end]):
            return naming_at(sentence, end + 1) or (None, end + 1)
        return sentence.written(start, end), end + 1
    if bare and start < len(sentence) and not (sentence.word(start) in _FOLDERS and sentence.breaks(start + 1)):
        return said_name(sentence, start, whole=True)
    return None


def _free_end(sentence: Sentence, index: int) -> bool:
    """Nothing that could be a name follows."""
    if sentence.breaks(index):
        return True
    token = sentence.tokens[index]
    return token.role == "glue" or (
        not token.capital
        and token.quote is None
        and token.word
        in _ENDS | {"to", "more", "less", "a", "by", "now", "on", "again", "so", "into", "bit", "some", "i", "is"}
    )


def _playlist_noun(sentence: Sentence, start: int) -> int | None:
    """The index of the word "playlist" when it closes a name of at most six words that starts at `start`."""
    for index in range(start + 1, min(start + 7, len(sentence))):
        if sentence.word(index) in {"playlist", "mixtape"} or (
            sentence.word(index) == "list" and sentence.breaks(index + 1)
        ):
            return index
        if sentence.tokens[index].comma or (
            sentence.word(index) in {"to", "from", "with", "that", "by"} and not sentence.tokens[index].capital
        ):
            return None
    return None
