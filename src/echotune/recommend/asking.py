"""The query string of GET /api/recommendations as a request."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, ValidationError

from echotune.core import clock
from echotune.core.errors import InvalidRequest
from echotune.core.wire import WireModel
from echotune.recommend.request import (
    Direction,
    Era,
    Exclusions,
    FeatureName,
    FeatureWish,
    Mode,
    RecommendationRequest,
    Seeds,
    TimeOfDay,
)

MEASURED: tuple[FeatureName, ...] = (
    "energy", "valence", "tempo", "danceability", "acousticness", "instrumentalness", "popularity", "liveness",
    "speechiness", "loudness",
)  # fmt: skip


Repeated = Annotated[list[str], Field(default_factory=list)]


class Asking(WireModel):
    """Every part is optional; a part that may be said more than once is repeated: `mood=calm&mood=rainy`."""

    limit: int | None = Field(None, ge=1, le=200)
    mode: Mode | None = None
    mood: Repeated
    activity: Repeated
    time_of_day: TimeOfDay | None = None
    genre: Repeated
    artist: Repeated
    track: Repeated
    album: Repeated
    instrument: Repeated
    language: str | None = None
    like: Repeated
    between: Repeated
    exclude_artist: Repeated
    exclude_genre: Repeated
    exclude_track: Repeated
    explicit: bool = Field(True, description="false asks for clean tracks")
    energy_min: float | None = None
    energy_max: float | None = None
    energy: Direction | None = None
    valence_min: float | None = None
    valence_max: float | None = None
    valence: Direction | None = None
    tempo_min: float | None = None
    tempo_max: float | None = None
    tempo: Direction | None = None
    danceability_min: float | None = None
    danceability_max: float | None = None
    danceability: Direction | None = None
    acousticness_min: float | None = None
    acousticness_max: float | None = None
    acousticness: Direction | None = None
    instrumentalness_min: float | None = None
    instrumentalness_max: float | None = None
    instrumentalness: Direction | None = None
    popularity_min: float | None = None
    popularity_max: float | None = None
    popularity: Direction | None = None
    liveness_min: float | None = None
    liveness_max: float | None = None
    liveness: Direction | None = None
    speechiness_min: float | None = None
    speechiness_max: float | None = None
    speechiness: Direction | None = None
    loudness_min: float | None = None
    loudness_max: float | None = None
    loudness: Direction | None = None
    era_from: int | None = Field(None, ge=1000, le=3000)
    era_to: int | None = Field(None, ge=1000, le=3000)
    era: Direction | None = None
    duration_minutes: int | None = Field(None, ge=1, le=10_080)
    sort: str | None = None
    as_of: datetime | None = Field(None, description="answer as of then, from earlier plays only")

    def moment(self) -> datetime | None:
        return None if self.as_of is None else clock.parse(self.as_of.isoformat())

    def request(self) -> RecommendationRequest:
        return RecommendationRequest(
            artists=self.artist,
            tracks=self.track,
            albums=self.album,
            genres=self.genre,
            moods=self.mood,
            activities=self.activity,
            instruments=self.instrument,
            seeds=Seeds(like=self.like, between=self.between),
            exclude=Exclusions(
                artists=self.exclude_artist,
                genres=self.exclude_genre,
                tracks=self.exclude_track,
                explicit=not self.explicit,
            ),
            features=self._features(),
            era=self._era(),
            language=self.language,
            mode=self.mode,
            count=self.limit,
            duration_minutes=self.duration_minutes,
            sort=self.sort,
            time_of_day=self.time_of_day,
        )

    def _features(self) -> dict[FeatureName, FeatureWish]:
        said = {
            name: (getattr(self, f"{name}_min"), getattr(self, f"{name}_max"), getattr(self, name)) for name in MEASURED
        }
        return {
            name: FeatureWish(min=low, max=high, delta=direction)
            for name, (low, high, direction) in said.items()
            if (low, high, direction) != (None, None, None)
        }

    def _era(self) -> Era | None:
        said = Era(from_=self.era_from, to=self.era_to, delta=self.era)
        return None if said == Era() else said


def asked(**parts: Any) -> RecommendationRequest:
    """A request from the parts of an `Asking`. Raises InvalidRequest naming the part that cannot be used."""
    try:
        return Asking(**parts).request()
    except ValidationError as wrong:
        raise InvalidRequest(
            "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong.errors())
        ) from wrong
