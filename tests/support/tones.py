"""Sounds of known tempo, key and loudness, made of sines."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 22_050
Samples = NDArray[np.float32]


def clicks(beats_a_minute: float, seconds: float = 20) -> Samples:
    """A short 1 kHz tick on every beat."""
    samples = np.zeros(int(RATE * seconds), np.float32)
    tick = np.arange(int(0.03 * RATE))
    sound = 0.8 * np.sin(2 * np.pi * 1_000 * tick / RATE) * np.exp(-tick / 130)
    for beat in range(int(seconds * beats_a_minute / 60)):
        start = int(beat * 60 / beats_a_minute * RATE)
        end = min(start + len(sound), len(samples))
        samples[start:end] += sound[: end - start]
    return samples


def cadence(tonic: int, mode: int, seconds_a_chord: float = 1.0) -> Samples:
    """I IV V I twice (in minor i iv V i) with overtones; `tonic` 0..11 from C, `mode` 1 major, 0 minor."""
    third = 4 if mode else 3
    root = 60 + tonic
    home, fourth = (root, root + third, root + 7), (root + 5, root + 5 + third, root + 12)
    fifth = (root + 7, root + 11, root + 14)
    return np.concatenate([_chord(notes, seconds_a_chord) for notes in (home, fourth, fifth, home) * 2])


def sine(hertz: float, seconds: float, rate: int, peak: float = 1.0) -> Samples:
    """float32[n, 1]."""
    moment = np.arange(int(rate * seconds)) / rate
    return (peak * np.sin(2 * np.pi * hertz * moment)).astype(np.float32)[:, None]


def _chord(notes: tuple[int, ...], seconds: float) -> Samples:
    moment = np.arange(int(RATE * seconds)) / RATE
    hertz = [440 * 2 ** ((note - 69) / 12) for note in notes]
    wave = sum(np.sin(2 * np.pi * base * tone * moment) / tone**1.5 for base in hertz for tone in (1, 2, 3))
    envelope = np.minimum(1, np.minimum(moment / 0.02, (seconds - moment) / 0.05))
    return (np.asarray(wave) * envelope / 8).astype(np.float32)


def wav(path: Path, samples: Samples, *, data_bytes: int | None = None, channels: int = 1, rate: int = RATE) -> Path:
    """A 16-bit WAV written by hand; `data_bytes`, `channels` and `rate` are what its header claims."""
    data = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    claimed = len(data) if data_bytes is None else data_bytes
    layout = struct.pack("<HHIIHH", 1, channels, rate & 0xFFFFFFFF, rate * 2 & 0xFFFFFFFF, 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", 16) + layout + b"data" + struct.pack("<I", claimed)
    path.write_bytes(b"RIFF" + struct.pack("<I", (len(body) + claimed) & 0xFFFFFFFF) + body + data)
    return path
