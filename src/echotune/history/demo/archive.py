"""Writes the ZIP, a piece at a time; the same demo gives the same bytes."""

import zipfile
from pathlib import Path

from echotune.history.demo.account_files import account_files
from echotune.history.demo.encode import encode_file
from echotune.history.demo.generate import Demo

FAST = 1


def _entry(demo: Demo, path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, (demo.until.year, demo.until.month, demo.until.day, 12, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def write_zip(demo: Demo, path: Path) -> None:
    """Writes the export as Spotify would send it. Replaces `path`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as archive:
        for name, content in account_files(demo):
            archive.writestr(_entry(demo, name), content, compresslevel=FAST)
        for file in demo.files:
            entry = _entry(demo, file.path)
            entry._compresslevel = FAST  # type: ignore[attr-defined]  # open() has no parameter for it
            with archive.open(entry, "w") as out:
                for piece in encode_file(file, demo.rows, demo.naming):
                    out.write(piece)
