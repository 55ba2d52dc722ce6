"""Words of a request find songs whose tags mean the same, and say nothing where there are no words or no texts."""

from __future__ import annotations

import asyncio
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from echotune.core import clock
from echotune.embedding.minilm import MiniLM
from echotune.embedding.registry import ENCODERS
from echotune.recommend import text_space, wishes
from echotune.recommend.answer import prepare_at
from echotune.recommend.blend import weights
from echotune.recommend.phrases import PHRASES, Phrases
from echotune.recommend.prepared import Moment, Prepared
from echotune.recommend.request import RecommendationRequest, Seeds
from echotune.recommend.resolve import resolve
from echotune.recommend.sound import Target
from echotune.recommend.spaces import Space
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.strategy import Asked, Scores
from echotune.taste.listener import FEATURES
from echotune.training.embed import fill
from echotune.training.text import Described, Joining
from tests.recommend.conftest import Listener
from tests.recommend.library import GENRES
from tests.support.letters import Letters

MODEL_ID = "all-MiniLM-L6-v2"
SEMANTIC = STRATEGIES["semantic"]
MEANT: dict[str, dict[str, list[str]]] = {
    "metal": {"moods": ["screaming"], "instruments": ["distorted guitars"]},
    "ambient": {"activities": ["relaxation"]},
    "hip hop": {"genres": ["rap"]},
    "jazz": {"instruments": ["saxophone"]},
    "techno": {"genres": ["electronic dance"]},
}


@pytest.fixture
async def prepared(listener: Listener) -> Prepared:
    """The invented library with the space "text", made from tags alone; untagged songs are not in it."""
    model = await listener.models.get(listener.account)
    async with listener.database.connect() as conn:
        known = copy(await prepare_at(conn, listener.settings, model, Moment(clock.as_of(clock.now()))))
    recordings = [Described(one, "", "", "", model.tags.of(at)) for at, one in enumerate(model.recording_ids)]
    vectors = Joining(ENCODERS[MODEL_ID]).vectors(recordings)
    known.spaces = {"text": Space("text", MODEL_ID, vectors, vectors.any(axis=1))}
    return known


def asked_for(prepared: Prepared, **parts: object) -> Asked:
    request = RecommendationRequest.model_validate(parts)
    resolved = resolve(prepared, request)
    return Asked(prepared, request, "blend", resolved, wishes.read(prepared, request, resolved, None))


def scored(asked: Asked) -> Scores:
    return SEMANTIC.score(asked, np.arange(asked.prepared.model.size))


async def test_words_that_no_song_is_tagged_with_find_the_genre_that_they_mean(prepared: Prepared) -> None:
    tags = prepared.model.tags
    found = {}
    for genre, words in MEANT.items():
        values = scored(asked_for(prepared, **words)).values
        mean = {one: float(values[tags.recordings(one)].mean()) for one in GENRES}
        found[genre] = max(mean, key=mean.__getitem__)
    assert found == {genre: genre for genre in MEANT}


async def test_names_to_resemble_count_by_their_own_tags_when_their_sound_is_unknown(prepared: Prepared) -> None:
    model = prepared.model
    artist = model.artist_names[int(model.artist_no[model.tags.recordings("metal")[0]])]
    asked = asked_for(prepared, seeds=Seeds(like=[artist]))
    assert not scored(asked).values.any()
    unheard = Target(np.zeros(len(FEATURES), np.float32), np.zeros(len(FEATURES), bool))
    asked = asked_for(prepared, seeds=Seeds(like=[artist]))
    asked.resolved.like = [replace(seed, target=unheard) for seed in asked.resolved.like]
    values = scored(asked).values
    seeds = np.zeros(model.size, bool)
    seeds[asked.resolved.seeds[0].recordings] = True
    assert values[seeds].mean() > 2 * values[~seeds].mean()


async def test_scores_are_in_range_the_same_in_any_company_and_0_for_songs_without_words(prepared: Prepared) -> None:
    asked = asked_for(prepared, moods=["dreamy"], genres=["bubblegum"])
    everything = scored(asked)
    assert everything.features == ()
    assert 0 <= everything.values.min() < everything.values.max() <= 1
    some = np.arange(0, prepared.model.size, 3)
    np.testing.assert_allclose(SEMANTIC.score(asked, some).values, everything.values[some], atol=1e-5)
    told = replace(asked_for(prepared), words=("dreamy", "pop"))
    assert scored(told).values.max() > 0
    unknown = ~prepared.spaces["text"].known
    assert unknown.any()
    assert not everything.values[unknown].any()


async def test_without_words_or_without_the_space_the_weight_goes_to_the_others(prepared: Prepared) -> None:
    assert all("semantic" in row for row in weights(asked_for(prepared, moods=["calm"])).values())
    for nothing_to_compare in (asked_for(prepared), asked_for(prepared, genres=["jazz"])):  # a tag is known or not
        assert not any("semantic" in row for row in weights(nothing_to_compare).values())
    prepared.spaces = {}
    for row in weights(asked_for(prepared, moods=["calm"])).values():
        assert "semantic" not in row
        assert sum(row.values()) == pytest.approx(1)


async def test_an_answer_says_that_words_counted_and_still_calls_an_unknown_wish_an_estimate(
    own: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From the tables to provenance, with an encoder that is quick."""
    letters = Letters(model_id=MODEL_ID)
    monkeypatch.setitem(PHRASES, MODEL_ID, Phrases(letters))
    request = RecommendationRequest(moods=["melancholic"], count=8)
    before = await own.ask(request)
    async with own.database.connect() as conn:
        filled = await fill(conn, letters, gate=True)
    after = await own.ask(request)
    assert filled.encoded == filled.recordings > 500
    monkeypatch.setitem(PHRASES, MODEL_ID, Phrases(MiniLM(tmp_path)))
    async with own.database.connect() as conn:
        assert await text_space.load(conn, own.settings, await own.models.get(own.account)) is None  # no weights there
    assert not any("semantic" in track.provenance.strategies for track in before.tracks)
    counted = [track.provenance for track in after.tracks if "semantic" in track.provenance.strategies]
    assert counted
    assert all(one.score_components["semantic"] > 0 for one in counted)
    estimated = {track.track_id: track.provenance.estimated for track in before.tracks + after.tracks}
    for track in before.tracks + after.tracks:
        assert track.provenance.estimated == estimated[track.track_id]
        assert not track.provenance.estimated or not track.provenance.wishes


async def test_the_words_of_a_request_are_encoded_once_and_off_the_event_loop() -> None:
    letters = Letters(wait_seconds=0.2)
    phrases, ticks = Phrases(letters), 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    beside = asyncio.create_task(tick())
    await phrases.prepare(["calm music", "night music"])
    await phrases.prepare(["night music"])
    beside.cancel()
    assert letters.seen == ["calm music", "night music"]
    assert ticks >= 5
    np.testing.assert_array_equal(phrases.vectors(["night music"]), Letters().encode(["night music"]))
