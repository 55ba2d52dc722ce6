"""Audio files of four minutes, in four formats, each analysed in turn as `echotune catalog audio` does: p95 < 5 s a file.

The first file is not counted: it loads the libraries, and once in an installation compiles them. Prints one JSON document;
exits with 1 when over, and with 0 and a note where the extra [audio] is not installed.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from echotune.catalog.audio.analysis import analyse
from echotune.core.errors import NotReady

RATE, SECONDS, ROUNDS = 44_100, 240, 5
FORMATS = ("wav", "flac", "ogg", "mp3")
BUDGET_SECONDS = 5.0
BLOCK = 65_536


def main() -> int:
    try:
        import soundfile
    except ImportError:
        print(json.dumps({"benchmark": "audio_files", "notRun": "the extra [audio] is not installed", "over": False}))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        files = [written(soundfile, Path(folder) / f"four-minutes.{name}") for name in FORMATS]
        try:
            analyse(files[0])
        except NotReady as absent:
            print(json.dumps({"benchmark": "audio_files", "notRun": absent.message, "over": False}))
            return 0
        taken = {file.suffix[1:]: [seconds_for(file) for _ in range(ROUNDS)] for file in files}
    p95 = float(np.quantile([seconds for many in taken.values() for seconds in many], 0.95))
    means = {name: round(float(np.mean(many)), 3) for name, many in taken.items()}
    report = {"benchmark": "audio_files", "p95Seconds": round(p95, 3), "meanSeconds": means}
    print(json.dumps({**report, "budget": {"p95Seconds": BUDGET_SECONDS}, "over": p95 > BUDGET_SECONDS}))
    return int(p95 > BUDGET_SECONDS)


def written(soundfile: Any, path: Path) -> Path:
    """Noise with a beat and a chord, stereo."""
    dice, moment = np.random.default_rng(0), np.arange(RATE * SECONDS) / RATE
    chord = sum(np.sin(2 * np.pi * hertz * moment) for hertz in (220, 277.2, 329.6))
    beat = dice.normal(0, 0.3, len(moment)) * np.exp(-20 * (moment % 0.5))
    sound = np.stack([0.15 * chord + beat, 0.12 * chord - beat], axis=1).astype(np.float32)
    with soundfile.SoundFile(path, "w", RATE, 2) as file:
        for start in range(0, len(sound), BLOCK):  # in one piece, Ogg Vorbis overflows the encoder's stack
            file.write(sound[start : start + BLOCK])
    return path


def seconds_for(file: Path) -> float:
    began = time.perf_counter()
    analyse(file)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
