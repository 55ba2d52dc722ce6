"""What is sealed opens for its owner, here, unharmed; and for nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from echotune.core.sealing import CannotUnseal, Sealer
from echotune.core.settings import DatabaseSettings, ServerSettings, Settings

TEXT = "sk-a-key-that-nobody-sees"


def at_home(home: Path) -> Sealer:
    return Sealer.of(Settings(home=home, database=DatabaseSettings(url=None), server=ServerSettings(host="127.0.0.1")))


def as_server(home: Path, secret: str) -> Sealer:
    served = ServerSettings(host="0.0.0.0", session_secret=secret)
    return Sealer.of(Settings(home=home, server=served))


def test_it_opens_again_here_and_is_never_the_same_twice(tmp_path: Path) -> None:
    sealed = [at_home(tmp_path).seal(TEXT, belongs_to="a") for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert not any(TEXT.encode() in one for one in sealed)
    assert [at_home(tmp_path).open(one, belongs_to="a") for one in sealed] == [TEXT, TEXT]
    assert (tmp_path / "secrets" / "sealing.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", range(0, 40, 3))
def test_a_changed_byte_is_noticed(tmp_path: Path, place: int) -> None:
    sealed = bytearray(at_home(tmp_path).seal(TEXT, belongs_to="a"))
    sealed[place] ^= 1
    with pytest.raises(CannotUnseal):
        at_home(tmp_path).open(bytes(sealed), belongs_to="a")


def test_it_does_not_open_for_another_owner_or_in_another_home(tmp_path: Path) -> None:
    sealed = at_home(tmp_path / "one").seal(TEXT, belongs_to="a")
    with pytest.raises(CannotUnseal):
        at_home(tmp_path / "one").open(sealed, belongs_to="b")
    with pytest.raises(CannotUnseal):
        at_home(tmp_path / "two").open(sealed, belongs_to="a")


def test_processes_of_a_server_share_the_key_by_its_secret(tmp_path: Path) -> None:
    sealed = as_server(tmp_path / "one", "s" * 32).seal(TEXT, belongs_to="a")
    assert as_server(tmp_path / "two", "s" * 32).open(sealed, belongs_to="a") == TEXT
    assert not (tmp_path / "two").exists()
    with pytest.raises(CannotUnseal):
        as_server(tmp_path / "one", "t" * 32).open(sealed, belongs_to="a")
