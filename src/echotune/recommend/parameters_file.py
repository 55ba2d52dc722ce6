"""The parameters file: read again when it changes, so that tuning needs no restart."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from echotune.core.settings import RecommendSettings
from echotune.core.telemetry import get_logger
from echotune.recommend.parameters import DEFAULTS, Changes, InvalidParameters, Parameters, changed

log = get_logger(__name__)

Stamp = tuple[int, int, int] | None
"""Time, size and inode of the file as last read; None where it is missing."""


@dataclass
class ParametersFile:
    """A TOML file over a base. One look at the file's stamp a request; an edit that cannot be used changes nothing."""

    path: Path
    base: Parameters
    _stamp: Stamp = None
    _good: Parameters | None = None

    def current(self) -> Parameters:
        """What the file says now, else what it said when it last could be used, else the base."""
        stamp = _stamp_of(self.path)
        if stamp != self._stamp or self._good is None:
            self._good = self._read(self._good or self.base)
            self._stamp = stamp
        return self._good

    def _read(self, last_good: Parameters) -> Parameters:
        try:
            read = changed(self.base, _toml(self.path), source=str(self.path))
        except InvalidParameters as wrong:
            log.warning("parameters_kept", file=str(self.path), problem=wrong.message)
            return last_good
        log.info("parameters_read", file=str(self.path))
        return read


def named(text: str) -> Changes:
    """Changes that a command names: JSON, else the path of a TOML file. Raises InvalidParameters."""
    if not text.lstrip().startswith("{"):
        return _toml(Path(text))
    try:
        changes: Changes = json.loads(text)
    except ValueError as wrong:
        raise InvalidParameters(f"--parameters: {wrong}") from wrong
    return changes


def _toml(path: Path) -> Changes:
    """Raises InvalidParameters for a file that is missing, unreadable or not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise InvalidParameters(f"{path}: {wrong}") from wrong


def _stamp_of(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def configured(settings: RecommendSettings) -> Parameters:
    """The parameters of this installation: defaults, single settings, then the file."""
    base = _base(settings.artist_cap, settings.mmr_lambda)
    return base if settings.parameters is None else _file(settings.parameters, base).current()


@lru_cache(maxsize=8)
def _base(artist_cap: int, mmr_lambda: float) -> Parameters:
    return changed(DEFAULTS, {"artist_cap": artist_cap, "mmr_lambda": mmr_lambda}, source="settings")


_files: dict[tuple[Path, str], ParametersFile] = {}


def _file(path: Path, base: Parameters) -> ParametersFile:
    return _files.setdefault((path, base.digest), ParametersFile(path, base))
