"""Parameters: four sources over one another, checked as a whole, changed without a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from echotune.core.settings import RecommendSettings, Settings
from echotune.recommend.parameters import DEFAULTS, InvalidParameters, Parameters, changed
from echotune.recommend.parameters_file import ParametersFile
from echotune.recommend.steer import effective
from tests.recommend.conftest import Listener


def test_settings_then_the_file_then_an_experiment_win_in_this_order(tmp_path: Path) -> None:
    file = tmp_path / "tuned.toml"
    file.write_text("artist_cap = 4\nmmr_lambda = 0.7\n")
    settings = Settings(recommend=RecommendSettings(artist_cap=3, mmr_lambda=0.9, parameters=file))
    assert effective(Settings()) == DEFAULTS
    assert effective(settings).artist_cap == 4
    assert effective(settings, experiment={"artist_cap": 5}).artist_cap == 5
    assert effective(settings, experiment={"artist_cap": 5}).mmr_lambda == 0.7


def test_a_changed_weight_makes_room_and_the_row_still_adds_up_to_one() -> None:
    row = changed(DEFAULTS, {"weights": {"plain": {"explore": {"content": 1.0}}}}, source="x").weights.plain.explore
    assert sum(row.values()) == pytest.approx(1)
    assert row["content"] == pytest.approx(1.0 / (1.0 + 0.9 * 0.76 + 0.1))
    assert row["explore"] / row["same_artist"] == pytest.approx(0.336 / 0.104)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"weights": {"plain": {"relisten": {"contnt": 0.5}}}},
            "there is no strategy “contnt”; there are collaborative,",
        ),
        ({"sound": {"widths": {"tempoo": 9.0}}}, "there is no feature “tempoo”; there are danceability,"),
        ({"mmr_lamda": 0.5}, "mmr_lamda: there is no such parameter"),
        ({"artist_cap": 0}, "artist_cap: Input should be greater than or equal to 1"),
        ({"shares": {"relisten": 0, "rediscover": 0, "explore": 0}}, "at least one share has to be above 0"),
        ({"weights": "much"}, "weights: "),
    ],
)
def test_what_cannot_be_used_fails_and_names_the_source_and_the_place(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidParameters) as failed:
        changed(DEFAULTS, wrong, source="tuned.toml")
    assert failed.value.message.startswith("tuned.toml: ")
    assert said in failed.value.message


def test_an_edit_that_cannot_be_used_keeps_the_last_good_one_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tuned.toml"
    file = ParametersFile(path, DEFAULTS)
    assert file.current() == DEFAULTS  # missing
    path.write_text("artist_cap = 7")
    assert file.current().artist_cap == 7
    for edit in ("artist_cap = ", "artist_cap = 0", "artist_caps = 3  # no such parameter"):
        path.write_text(edit)
        assert file.current().artist_cap == 7
    path.unlink()
    assert file.current().artist_cap == 7
    path.write_text("artist_cap = 1 # one")
    assert file.current().artist_cap == 1


def test_a_set_made_from_another_has_a_name_of_its_own() -> None:
    assert DEFAULTS.digest == Parameters().digest
    assert changed(DEFAULTS, {"artist_cap": 3}, source="x").digest != DEFAULTS.digest


async def test_an_edited_file_changes_the_next_answer_without_a_restart(listener: Listener, tmp_path: Path) -> None:
    file = tmp_path / "tuned.toml"
    file.write_text("")
    listener.settings = Settings(database=listener.settings.database, recommend=RecommendSettings(parameters=file))
    before = await listener.ask(count=20)
    file.write_text("artist_cap = 1\n[shares]\nrelisten = 0\nrediscover = 1\nexplore = 0\n")
    after = await listener.ask(count=20)
    assert {track.track_id for track in before.tracks} != {track.track_id for track in after.tracks}
    assert len({track.artist for track in after.tracks}) > len({track.artist for track in before.tracks})
    assert before.recommendation_id != after.recommendation_id
    file.write_text("")
    again = await listener.ask(count=20)
    assert again.recommendation_id == before.recommendation_id
