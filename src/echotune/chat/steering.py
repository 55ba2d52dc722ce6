"""What to say next: refine chips that fit an answer, from what is known of its tracks."""

from __future__ import annotations

from collections import Counter
from statistics import fmean

from echotune.chat.parts import Refine, RefineChip
from echotune.recommend.schemas import RecommendationResponse, RecommendedTrack

LIVELY = 0.5
RECENT_YEAR = 2005
MOST_CHIPS = 5


def refinements(response: RecommendationResponse) -> Refine:
    """At most five: the offer when something is missing, then directions that the tracks' known facts allow."""
    chips: list[RefineChip] = []
    if response.shortfall and response.shortfall.offer:
        offer = response.shortfall.offer
        chips.append(_chip(f"Drop “{offer.label}”", offer.text))
    tracks = response.tracks
    energies = [
        track.provenance.feature_values["energy"] for track in tracks if "energy" in track.provenance.feature_values
    ]
    if energies:
        chips.append(
            _chip("Less upbeat", "calmer") if fmean(energies) > LIVELY else _chip("More upbeat", "more energetic")
        )
    years = [track.release_year for track in tracks if track.release_year]
    if years:
        chips.append(_chip("Older", "older") if fmean(years) > RECENT_YEAR else _chip("Newer", "newer"))
    if tracks:
        chips.append(_chip("More obscure", "more obscure"))
        artist = leading_artist(tracks)
        chips.append(_chip(f"No {artist}", f"without {artist}"))
    return Refine(chips=chips[:MOST_CHIPS])


def leading_artist(tracks: list[RecommendedTrack]) -> str:
    """The artist with most tracks of the answer; the one that comes first where they are even."""
    return Counter(track.artist for track in tracks).most_common(1)[0][0]


def _chip(label: str, text: str) -> RefineChip:
    return RefineChip(label=label, text=text)
