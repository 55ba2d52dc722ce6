"""Prompts: every version renders, which one answers is decided by settings, and going back is a setting."""

from __future__ import annotations

from collections import Counter
from uuid import UUID, uuid4

import pytest
from jinja2 import UndefinedError

from echotune import serving
from echotune.chat.prompting import BrokenPrompt, Prompt, Prompts, prompts
from echotune.core.settings import ChatSettings, InvalidSettings, Settings

SAMPLES: dict[str, object] = {
    "today": "20 November 2026",
    "part_of_day": "evening",
    "genres": ["indie folk", "jazz"],
    "eras": ["1990s", "2010s"],
    "seen": "Here are four songs.",
}
"""A value for every variable that any prompt declares."""
ACCOUNT = UUID(int=7)


def prompt(name: str, version: str, text: str = "Hello.", variables: str = "") -> Prompt:
    document = f"---\nname: {name}\nversion: {version}\nvariables: {variables}\n---\n{text}\n"
    return Prompt.read(document, f"{name}.{version}.md")


THREE = Prompts([prompt("greet", "v2"), prompt("greet", "v10"), prompt("greet", "v9")])


@pytest.mark.parametrize("one", list(prompts()), ids=lambda one: f"{one.name}.{one.version}")
def test_every_version_renders_with_what_it_declares_and_with_nothing_else(one: Prompt) -> None:
    text = one.render(**{name: SAMPLES[name] for name in one.variables})
    assert len(text) > 100
    assert "{{" not in text
    assert "{%" not in text
    with pytest.raises(BrokenPrompt):
        one.render(**{name: SAMPLES[name] for name in one.variables}, name="Ada")
    if one.variables:
        with pytest.raises(BrokenPrompt):
            one.render()


@pytest.mark.parametrize(
    ("text", "variables"),
    [("Hello {{ name }}.", ""), ("Hello.", "name"), ("Hello {{ name.", "name"), ("{% if a %}{{ b }}{% endif %}", "a")],
)
def test_a_prompt_uses_what_it_declares_and_declares_what_it_uses(text: str, variables: str) -> None:
    with pytest.raises(BrokenPrompt):
        prompt("greet", "v1", text, variables)


def test_a_prompt_without_a_front_matter_or_under_another_name_is_refused() -> None:
    for text in ("Hello.", "---\nname: other\nversion: v1\nvariables:\n---\nHello.\n", "---\nname\n---\nHello.\n"):
        with pytest.raises(BrokenPrompt):
            Prompt.read(text, "greet.v1.md")


def test_a_value_that_is_missing_inside_another_fails_and_is_not_left_blank() -> None:
    with pytest.raises(UndefinedError):
        prompt("greet", "v1", "{{ person.name }}", "person").render(person={})


def test_the_newest_version_answers_until_a_setting_holds_to_another() -> None:
    assert THREE.chosen("greet", ChatSettings(), ACCOUNT).version == "v10"
    assert THREE.chosen("greet", ChatSettings(prompts="greet=v2, other=v1"), ACCOUNT).version == "v2"


def test_an_experiment_gives_each_listener_one_version_for_good() -> None:
    settings = ChatSettings(prompt_experiments="shorter:greet=v2|v9")
    accounts = [uuid4() for _ in range(400)]
    shares = Counter(THREE.chosen("greet", settings, account).version for account in accounts)
    assert shares.keys() == {"v2", "v9"}
    assert min(shares.values()) > 140
    again = [THREE.chosen("greet", settings, account).version for account in accounts]
    assert Counter(again) == shares
    renamed = ChatSettings(prompt_experiments="longer:greet=v2|v9")
    assert [THREE.chosen("greet", renamed, account).version for account in accounts] != again
    pinned = ChatSettings(prompts="greet=v10", prompt_experiments="shorter:greet=v2|v9")
    assert THREE.chosen("greet", pinned, accounts[0]).version == "v10"


def test_a_version_that_is_not_there_is_told_by_its_setting() -> None:
    with pytest.raises(InvalidSettings, match=r"ECHOTUNE_PROMPTS.*greet\.v3"):
        THREE.check(ChatSettings(prompts="greet=v3"))
    with pytest.raises(InvalidSettings, match=r"ECHOTUNE_PROMPT_EXPERIMENTS.*greet\.v4"):
        THREE.check(ChatSettings(prompt_experiments="shorter:greet=v2|v4"))
    with pytest.raises(InvalidSettings, match="ECHOTUNE_PROMPTS"):
        Settings.load(chat={"ECHOTUNE_PROMPTS": "greet"})


def test_a_start_that_holds_to_a_version_that_is_not_there_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOTUNE_PROMPTS", "instructions=v99")
    with pytest.raises(InvalidSettings, match=r"ECHOTUNE_PROMPTS.*instructions\.v99"):
        serving.serve(Settings.load())
