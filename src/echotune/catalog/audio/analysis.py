"""What one audio file says: its tags and duration, and what a stretch from its middle sounds like."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echotune.catalog.audio import loudness
from echotune.catalog.audio.facts import AudioFacts, FileTags
from echotune.catalog.audio.keys import key_of
from echotune.catalog.audio.probe import BadAudio, probe
from echotune.catalog.audio.tempo import beats_a_minute
from echotune.core.errors import NotReady

EXCERPT_SECONDS: Final = 60
LEAST_SECONDS: Final = 1.0
MOST_SECONDS: Final = 4 * 3600
RATES: Final = range(4_000, 192_001)
MOST_CHANNELS: Final = 8
ANALYSIS_RATE: Final = 22_050
HOP: Final = 512
CHROMA_WINDOW, CHROMA_HOP = 8_192, 2_048
MFCCS: Final = 13
READ_FRAMES: Final = 1 << 16


def analyse(path: Path) -> AudioFacts:
    """Read and measure one file. Raises BadAudio with the reason, NotReady when the libraries are not installed."""
    probe(path)
    librosa, soundfile = _libraries()
    try:
        with soundfile.SoundFile(path) as file:
            _check(file)
            tags, seconds = _tags(file), file.frames / file.samplerate
            samples, rate = _excerpt(file), file.samplerate
    except (soundfile.LibsndfileError, RuntimeError, ValueError) as broken:
        raise BadAudio("damaged", "It is damaged: it cannot be decoded.") from broken
    sound = _sound(librosa, samples, rate)
    return AudioFacts(
        duration_ms=round(1000 * seconds), loudness=loudness.integrated(samples, rate), tags=tags, **sound
    )


def _libraries() -> tuple[Any, Any]:
    """Imported on use: they are an extra, and take seconds."""
    try:
        import librosa
        import soundfile
    except ImportError as absent:
        raise NotReady(
            "Reading audio files needs two more libraries. Install them: pip install 'echotune[audio]'",
            code="audio_libraries_missing",
        ) from absent
    return librosa, soundfile


def _check(file: Any) -> None:
    """What a header claims has to be possible before anything is read by it."""
    if file.samplerate not in RATES or not 1 <= file.channels <= MOST_CHANNELS:
        raise BadAudio("damaged", f"It claims {file.channels} channels at {file.samplerate} Hz.")
    seconds = file.frames / file.samplerate
    if seconds < LEAST_SECONDS:
        raise BadAudio("too_short", f"It lasts {seconds:.1f} s; a second is needed.")
    if seconds > MOST_SECONDS:
        raise BadAudio("too_long", f"It claims to last {seconds / 3600:,.0f} hours; {MOST_SECONDS // 3600} are read.")


def _tags(file: Any) -> FileTags:
    said = file.copy_metadata()
    return FileTags(*(said.get(name, "").replace("\0", "").strip()[:500] for name in ("title", "artist", "album")))


def _excerpt(file: Any) -> NDArray[np.float32]:
    """float32[n, 1 or 2]: EXCERPT_SECONDS from the middle; more than two channels become one, their mean."""
    wanted = min(file.frames, EXCERPT_SECONDS * file.samplerate)
    file.seek((file.frames - wanted) // 2)
    parts, left = [], wanted
    while left and len(part := file.read(min(left, READ_FRAMES), dtype="float32", always_2d=True)):
        parts.append(part if file.channels <= 2 else part.mean(axis=1, keepdims=True))
        left -= len(part)
    if left > wanted // 10:
        raise BadAudio("truncated", "It ends before it says.")
    samples = np.concatenate(parts)
    if not np.isfinite(samples).all():
        raise BadAudio("damaged", "It holds samples that are no numbers.")
    return samples


def _sound(librosa: Any, samples: NDArray[np.float32], rate: int) -> dict[str, Any]:
    mono = samples.mean(axis=1)
    if np.abs(mono).max() < 1e-4:  # below -80 dB there is nothing to hear
        return dict.fromkeys(("tempo", "key", "mode", "spectral_centroid_hz", "mfcc"))
    mono = librosa.resample(mono, orig_sr=rate, target_sr=ANALYSIS_RATE) if rate != ANALYSIS_RATE else mono
    spectrum = np.abs(librosa.stft(mono, n_fft=2_048, hop_length=HOP))
    mel = librosa.power_to_db(librosa.feature.melspectrogram(S=spectrum**2, sr=ANALYSIS_RATE))
    onsets = librosa.onset.onset_strength(S=mel, sr=ANALYSIS_RATE, hop_length=HOP)
    key = key_of(_chroma(librosa, mono))
    return {
        "tempo": beats_a_minute(librosa, onsets, ANALYSIS_RATE, HOP),
        "key": key and key.pitch,
        "mode": key and key.mode,
        "spectral_centroid_hz": float(librosa.feature.spectral_centroid(S=spectrum, sr=ANALYSIS_RATE).mean()),
        "mfcc": [round(float(mean), 4) for mean in librosa.feature.mfcc(S=mel, n_mfcc=MFCCS).mean(axis=1)],
    }


def _chroma(librosa: Any, mono: NDArray[np.float32]) -> NDArray[np.float64]:
    """float64[12]: mean share of each pitch class, from C, tuned to the recording."""
    power = np.abs(librosa.stft(mono, n_fft=CHROMA_WINDOW, hop_length=CHROMA_HOP)) ** 2
    tuning = librosa.estimate_tuning(S=power, sr=ANALYSIS_RATE)
    chroma = librosa.feature.chroma_stft(
        S=power, sr=ANALYSIS_RATE, n_fft=CHROMA_WINDOW, hop_length=CHROMA_HOP, tuning=tuning
    )
    return np.asarray(chroma.mean(axis=1), np.float64)
