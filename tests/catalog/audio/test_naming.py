"""Which song a file is, from what people call their files."""

import unicodedata
from pathlib import Path

import pytest

from echotune.catalog.audio.facts import FileTags
from echotune.catalog.audio.naming import possible_keys

WANTED = "beyoncé\thalo"


@pytest.mark.parametrize(
    "path",
    [
        "Beyoncé - Halo.mp3",
        "/music/03 - Beyoncé - Halo.flac",
        "/music/Beyoncé – Halo.ogg",
        "/music/Beyoncé_-_Halo.mp3",
        "/music/Beyoncé/I Am/03 Halo.mp3",
        "/music/Beyoncé/1-03. Halo.wav",
        unicodedata.normalize("NFD", "/music/Beyoncé - Halo.mp3"),
    ],
)
def test_usual_file_names_name_artist_and_title(path: str) -> None:
    assert WANTED in possible_keys(Path(path), FileTags())


def test_tags_are_believed_before_names() -> None:
    tags = FileTags(title="Halo", artist=" Beyoncé ")
    assert possible_keys(Path("Nobody - Something else.mp3"), tags)[0] == WANTED
    assert all(key.startswith("beyoncé\t") for key in possible_keys(Path("Nobody - Something else.mp3"), tags))


def test_a_number_can_belong_to_the_title() -> None:
    assert possible_keys(Path("Prince - 1999.mp3"), FileTags())[0] == "prince\t1999"
    assert "the band\t99 problems" in possible_keys(Path("a.mp3"), FileTags(title="99 Problems", artist="The Band"))
