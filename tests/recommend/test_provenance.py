"""Provenance fails fast, and no sentence says more than it holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from echotune.recommend.explain import CLAUSES, UnknownFact, explain
from echotune.recommend.provenance import Evidence, Provenance
from tests.recommend.conftest import Listener

DOCUMENT = Path(__file__).parents[2] / "docs" / "PROVENANCE_SCHEMA.md"


async def a_provenance(listener: Listener, **wanted: Any) -> Provenance:
    response = await listener.ask(count=20, **wanted)
    return next(track.provenance for track in response.tracks if track.provenance.features_used)


def changed(provenance: Provenance, **change: Any) -> Provenance:
    """The same with something else in it, past the checks."""
    return provenance.model_copy(update=change)


async def test_each_required_field_is_missed_when_it_is_missing(listener: Listener) -> None:
    whole = (await a_provenance(listener)).model_dump(by_alias=True)
    required = [name for name, field in Provenance.model_fields.items() if field.is_required()]
    assert len(required) == len(Provenance.model_fields)
    for name in Provenance.model_json_schema(by_alias=True)["required"]:
        with pytest.raises(ValidationError, match=name):
            Provenance.model_validate({key: value for key, value in whole.items() if key != name})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"score": 0.9999}, "add up"),
        ({"featuresUsed": ["energy", "tempo"], "featureValues": {}, "featureSources": {}}, "does not have"),
        ({"featureSources": {"energy": "pack:test"}, "featureValues": {}, "featuresUsed": []}, "source"),
        ({"strategies": []}, "strategies"),
        ({"explanationRef": ""}, "explanationRef"),
        ({"diversityPenaltyApplied": 0.1}, "diversityPenaltyApplied"),
    ],
)
async def test_provenance_that_contradicts_itself_is_refused(
    listener: Listener, change: dict[str, Any], complaint: str
) -> None:
    whole = (await a_provenance(listener)).model_dump(by_alias=True)
    with pytest.raises(ValidationError, match=complaint):
        Provenance.model_validate({**whole, **change})


async def test_the_parts_of_every_score_add_up_to_it_exactly(listener: Listener) -> None:
    for mode in ("relisten", "rediscover", "explore", "blend"):
        for track in (await listener.ask(mode=mode, count=40)).tracks:
            parts = [round(10_000 * part) for part in track.provenance.score_components.values()]
            assert sum(parts) == round(10_000 * track.provenance.score)
            assert sum(track.provenance.score_components.values()) == pytest.approx(track.provenance.score, abs=1e-9)


async def test_a_sentence_about_the_sound_fails_when_no_feature_was_used(listener: Listener) -> None:
    provenance = await a_provenance(listener, mode="explore")
    nearest = changed(provenance, explanation_ref="1:new+nearest")
    assert "sound" in explain(nearest)
    with pytest.raises(UnknownFact):
        explain(changed(nearest, features_used=[]))


async def test_a_sentence_about_a_feature_fails_when_it_was_not_used_or_is_not_known(listener: Listener) -> None:
    provenance = await a_provenance(listener, moods=["calm"])
    calm = changed(provenance, explanation_ref="1:once+wish", wishes={"calm": ["energy"]})
    with pytest.raises(UnknownFact, match="energy"):
        explain(changed(calm, features_used=["tempo"]))
    without = {name: value for name, value in calm.feature_values.items() if name != "energy"}
    with pytest.raises(UnknownFact, match="energy"):
        explain(changed(calm, feature_values=without))


async def test_tempo_is_not_spoken_of_when_it_took_no_part(listener: Listener) -> None:
    provenance = await a_provenance(listener, mode="explore")
    far = provenance.evidence.model_copy(
        update={"nearest_title": "X", "nearest_artist": "Y", "nearest_tempo_difference": 9}
    )
    spoken = changed(provenance, explanation_ref="1:nearest", evidence=far, features_used=["energy", "tempo"])
    assert "9 bpm faster" in explain(spoken)
    assert "bpm" not in explain(changed(spoken, features_used=["energy"]))


async def test_an_unknown_explanation_is_an_error(listener: Listener) -> None:
    provenance = await a_provenance(listener)
    for reference in ("1:flattery", "2:once", "", "once"):
        with pytest.raises(UnknownFact):
            explain(changed(provenance, explanation_ref=reference))


async def test_the_same_provenance_gives_the_same_words(listener: Listener) -> None:
    for track in (await listener.ask(count=20)).tracks:
        stored = Provenance.model_validate_json(track.provenance.model_dump_json())
        assert explain(stored) == track.why


def test_the_document_describes_every_field_and_no_other() -> None:
    described = set(re.findall(r"^\| `(\w+)`", DOCUMENT.read_text("utf-8"), re.MULTILINE))
    fields = {name for model in (Provenance, Evidence) for name in model.model_json_schema(by_alias=True)["properties"]}
    assert described == fields


def test_the_document_names_every_clause() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert all(f"`{name}`" in text for name in CLAUSES)
