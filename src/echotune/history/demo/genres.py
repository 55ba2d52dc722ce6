"""The genres of the invented world, with the middle of their sound."""

from typing import NamedTuple


class Genre(NamedTuple):
    """Sound values are the centre of a genre (0..1; tempo in bpm, loudness in dB); weight is its share of artists."""

    name: str
    weight: float
    danceability: float
    energy: float
    valence: float
    tempo: float
    acousticness: float
    instrumentalness: float
    liveness: float
    speechiness: float
    loudness: float
    explicit: float
    related: tuple[str, ...]


GENRES: tuple[Genre, ...] = (
    Genre("indie folk", 1.3, 0.48, 0.34, 0.42, 106, 0.76, 0.08, 0.14, 0.04, -11.0, 0.02, ("slowcore", "chamber pop")),
    Genre("slowcore", 0.7, 0.40, 0.28, 0.26, 92, 0.58, 0.22, 0.12, 0.03, -12.5, 0.02, ("indie folk", "dream pop")),
    Genre("dream pop", 1.0, 0.46, 0.55, 0.36, 112, 0.24, 0.30, 0.15, 0.04, -8.5, 0.02, ("shoegaze", "indie rock")),
    Genre("shoegaze", 0.7, 0.36, 0.74, 0.32, 120, 0.06, 0.42, 0.18, 0.05, -6.8, 0.03, ("dream pop", "post-rock")),
    Genre("indie rock", 1.6, 0.52, 0.72, 0.54, 126, 0.10, 0.06, 0.18, 0.05, -6.4, 0.08, ("post-punk", "dream pop")),
    Genre("post-punk", 1.0, 0.55, 0.78, 0.48, 134, 0.05, 0.12, 0.17, 0.06, -6.2, 0.08, ("indie rock", "synthpop")),
    Genre("post-rock", 0.7, 0.30, 0.66, 0.18, 118, 0.14, 0.78, 0.14, 0.05, -9.0, 0.0, ("shoegaze", "metal")),
    Genre("metal", 1.0, 0.38, 0.93, 0.24, 132, 0.01, 0.18, 0.24, 0.09, -4.8, 0.18, ("post-rock", "punk")),
    Genre("punk", 0.8, 0.46, 0.92, 0.60, 158, 0.02, 0.02, 0.28, 0.08, -4.6, 0.22, ("metal", "post-punk")),
    Genre("synthpop", 1.3, 0.66, 0.76, 0.68, 122, 0.08, 0.06, 0.15, 0.05, -6.0, 0.06, ("electropop", "post-punk")),
    Genre("electropop", 1.2, 0.70, 0.72, 0.60, 118, 0.10, 0.03, 0.15, 0.07, -5.6, 0.16, ("synthpop", "pop")),
    Genre("pop", 1.8, 0.66, 0.66, 0.56, 116, 0.20, 0.01, 0.16, 0.07, -5.8, 0.24, ("electropop", "r&b")),
    Genre("r&b", 1.1, 0.66, 0.52, 0.48, 102, 0.26, 0.02, 0.14, 0.12, -7.2, 0.36, ("soul", "hip hop")),
    Genre("soul", 0.9, 0.60, 0.50, 0.62, 104, 0.40, 0.03, 0.18, 0.05, -8.4, 0.04, ("r&b", "funk")),
    Genre("funk", 0.7, 0.74, 0.70, 0.80, 110, 0.18, 0.10, 0.16, 0.07, -7.6, 0.06, ("soul", "disco")),
    Genre("disco", 0.6, 0.76, 0.76, 0.82, 118, 0.10, 0.08, 0.14, 0.05, -7.0, 0.02, ("funk", "house")),
    Genre("hip hop", 1.6, 0.74, 0.66, 0.52, 98, 0.14, 0.02, 0.18, 0.24, -6.4, 0.66, ("r&b", "trap")),
    Genre("trap", 0.8, 0.72, 0.64, 0.36, 140, 0.10, 0.02, 0.16, 0.22, -6.2, 0.74, ("hip hop",)),
    Genre("house", 1.1, 0.76, 0.80, 0.52, 124, 0.04, 0.56, 0.12, 0.05, -6.6, 0.04, ("techno", "disco")),
    Genre("techno", 0.9, 0.72, 0.82, 0.28, 130, 0.03, 0.80, 0.11, 0.06, -7.8, 0.01, ("house", "ambient")),
    Genre("ambient", 1.0, 0.26, 0.14, 0.16, 88, 0.84, 0.90, 0.10, 0.04, -19.0, 0.0, ("neoclassical", "techno")),
    Genre("neoclassical", 0.8, 0.32, 0.12, 0.18, 94, 0.94, 0.92, 0.10, 0.04, -21.0, 0.0, ("ambient", "choral")),
    Genre("choral", 0.5, 0.22, 0.16, 0.20, 86, 0.95, 0.40, 0.18, 0.04, -20.0, 0.0, ("neoclassical",)),
    Genre("jazz", 1.0, 0.52, 0.36, 0.50, 114, 0.74, 0.46, 0.18, 0.05, -12.4, 0.01, ("soul", "neoclassical")),
    Genre("chamber pop", 0.8, 0.44, 0.42, 0.44, 110, 0.58, 0.08, 0.16, 0.04, -9.6, 0.02, ("indie folk", "jazz")),
    Genre("country", 0.9, 0.56, 0.58, 0.60, 120, 0.38, 0.01, 0.16, 0.04, -7.0, 0.03, ("indie folk",)),
    Genre("reggae", 0.5, 0.76, 0.56, 0.78, 92, 0.18, 0.04, 0.16, 0.10, -7.4, 0.08, ("funk",)),
    Genre("latin pop", 0.9, 0.72, 0.74, 0.72, 104, 0.20, 0.01, 0.16, 0.08, -5.4, 0.14, ("pop",)),
    Genre("afrobeats", 0.6, 0.76, 0.70, 0.74, 106, 0.22, 0.06, 0.14, 0.10, -6.2, 0.10, ("r&b",)),
    Genre("lo-fi beats", 0.8, 0.66, 0.34, 0.44, 84, 0.52, 0.82, 0.12, 0.07, -11.6, 0.01, ("hip hop", "ambient")),
)

GENRE_INDEX = {genre.name: index for index, genre in enumerate(GENRES)}
