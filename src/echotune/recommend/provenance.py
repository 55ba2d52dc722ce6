"""The numbers behind one recommended track. Stored, validated, and the only thing an explanation may speak from.

Described for readers in docs/PROVENANCE_SCHEMA.md; a test compares the two.
"""

from __future__ import annotations

import math
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from echotune.core.wire import UtcTime, WireModel

Season = Literal["winter", "spring", "summer", "autumn"]


class Evidence(WireModel):
    """Facts about one recording, each of them a plain count or date that SQL over `plays` gives again.

    A play is a listen: audio, 30 s or more, not private, before `asOf`. Finished: a listen that ended with the
    track (`reason_end` trackdone). Skipped: a start of the recording that a forward press ended before 30 s.
    Dates are the moments a play began.
    """

    starts: int = Field(ge=0, description="plays of any length")
    plays: int = Field(ge=0)
    finished: int | None = Field(ge=0, description="null when the export does not say how plays ended")
    skipped: int | None = Field(ge=0)
    first_played_at: UtcTime | None
    last_played_at: UtcTime | None
    best_year: int | None = None
    best_year_plays: int | None = None
    best_season: Season | None = None
    best_season_year: int | None = Field(default=None, description="the year a winter began in")
    best_season_plays: int | None = None
    hour_from: int | None = Field(default=None, ge=0, le=23, description="first hour of the fullest four, local")
    hour_to: int | None = Field(default=None, ge=0, le=23, description="the hour at which those four end")
    hour_plays: int | None = None
    artist_plays: int = Field(default=0, ge=0, description="listens to all recordings of the same artist")
    artist_first_played_at: UtcTime | None = None
    artist_last_played_at: UtcTime | None = None
    seed_artist: str | None = Field(default=None, description="the name asked for that this track resembles")
    nearest_recording_id: UUID | None = Field(default=None, description="the known track nearest in sound")
    nearest_title: str | None = None
    nearest_artist: str | None = None
    nearest_tempo_difference: int | None = Field(default=None, description="this track's tempo minus that one's, bpm")
    together_recording_id: UUID | None = Field(default=None, description="what most often shared a sitting with it")
    together_title: str | None = None
    together_artist: str | None = None
    together_sittings: int | None = None
    saved: bool = False
    liked: bool = False
    suggested_at: UtcTime | None = Field(default=None, description="when it was last shown as a suggestion")


class Provenance(WireModel):
    """Required fields have no default: building one without them fails at once."""

    track_id: UUID
    recording_id: UUID
    strategies: list[str] = Field(min_length=1)
    score_components: dict[str, float]
    score: float
    features_used: list[str]
    feature_sources: dict[str, str]
    feature_values: dict[str, float]
    wishes: dict[str, list[str]] = Field(
        description="moods, activities and ranges that were asked for, with the known features that met each; "
        "none of them where it was met by an estimate"
    )
    estimated: list[str] = Field(description="wishes that were met by the stated lexicon or the artist's known tracks")
    diversity_penalty_applied: float = Field(le=0)
    novelty_days_since_last_play: int | None = Field(ge=0)
    explanation_ref: str = Field(min_length=1)
    as_of: UtcTime
    time_zone: str
    evidence: Evidence

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if abs(math.fsum(self.score_components.values()) - self.score) > 1e-9:
            raise ValueError("the score components must add up to the score")
        if any(feature not in self.feature_values for feature in self.features_used):
            raise ValueError("a feature was used that the track does not have")
        if set(self.feature_values) != set(self.feature_sources):
            raise ValueError("each feature value needs its source, and each source its value")
        if self.evidence.plays and not (self.evidence.first_played_at and self.evidence.last_played_at):
            raise ValueError("a played track needs the dates of its first and last play")
        return self
