"""Named arrays in one file: npz without objects, read within stated limits.

numpy's own reader would unpickle when told so and allocate what a header claims; here nothing is executed, and nothing
larger than the file itself is allocated.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any, Final
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from echotune.core.errors import EchoTuneError

Arrays = Mapping[str, NDArray[Any]]

MOST_ARRAYS: Final = 64
MOST_BYTES: Final = 1 << 31
"""Of all arrays together: two million items in 256 dimensions."""
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}")
HEADERS: Final = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
KINDS: Final = frozenset("biufSUV")
"""Of numpy's types those that hold plain bytes; `O` would be pickled objects."""


class NotArrays(EchoTuneError):
    """The bytes are not what `write` writes; the message says what is wrong."""

    code, title = "not_arrays", "Not a file of arrays"


def write(out: IO[bytes], arrays: Arrays) -> None:
    """Arrays as npz, not compressed. The same arrays give the same bytes. Raises ValueError for objects and bad names."""
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, array in arrays.items():
            if not NAME.fullmatch(name) or array.dtype.kind not in KINDS or array.dtype.hasobject:
                raise ValueError(f"array {name!r} of type {array.dtype} cannot be kept")
            with archive.open(ZipInfo(f"{name}.npy"), "w", force_zip64=True) as member:
                npy.write_array(member, np.ascontiguousarray(array), allow_pickle=False)


def read(data: bytes, *, most_bytes: int = MOST_BYTES) -> dict[str, NDArray[Any]]:
    """The arrays (read-only) of a file's bytes. Raises NotArrays for anything else, however it came about."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_ARRAYS or sum(member.file_size for member in members) > most_bytes:
                raise NotArrays(f"It holds more than {MOST_ARRAYS} arrays or {most_bytes:,} bytes.")
            return {_name(member): _array(archive.read(member)) for member in members}
    except (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError) as wrong:
        raise NotArrays(f"It is not a whole npz file of plain arrays: {wrong}.") from wrong


def _name(member: ZipInfo) -> str:
    name = member.filename.removesuffix(".npy")
    if not NAME.fullmatch(name) or name == member.filename:
        raise NotArrays(f"“{member.filename}” is no name of an array.")
    return name


def _array(raw: bytes) -> NDArray[Any]:
    stream = BytesIO(raw)
    version = npy.read_magic(stream)
    if version not in HEADERS:
        raise ValueError(f"version {version} is not known")
    shape, fortran, dtype = HEADERS[version](stream)
    if dtype.hasobject or dtype.kind not in KINDS:
        raise ValueError(f"type {dtype} is not plain")
    count = int(np.prod(shape, dtype=object)) if shape else 1
    begin = stream.tell()
    if count < 0 or count * dtype.itemsize != len(raw) - begin:
        raise ValueError("a shape does not fit its bytes")
    flat = np.frombuffer(raw, dtype, count, begin) if count and dtype.itemsize else np.zeros(count, dtype)
    return flat.reshape(shape, order="F" if fortran else "C")
