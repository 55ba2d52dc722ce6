"""Prompts: versioned Markdown files with declared variables, and which version answers whom.

A file `prompts/<name>.<version>.md` opens with a front matter of `name`, `version` and `variables`. The newest version
answers, unless `ECHOTUNE_PROMPTS` pins another (that is how one rolls back) or an experiment in
`ECHOTUNE_PROMPT_EXPERIMENTS` gives the account one of several.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self
from uuid import UUID

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from echotune.core.settings import ChatSettings, InvalidSettings

_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<text>.*)", re.DOTALL)
_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, autoescape=False)


class BrokenPrompt(Exception):
    """A prompt file that cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Prompt:
    """One version of one prompt."""

    name: str
    version: str
    variables: frozenset[str]
    template: Template

    @classmethod
    def read(cls, text: str, called: str) -> Self:
        """Raises BrokenPrompt for a file without its front matter, of another name, or using what it does not declare."""
        found = _FILE.fullmatch(text)
        if found is None:
            raise BrokenPrompt(f"{called}: no front matter")
        head = dict(_pair(line, called) for line in found["head"].splitlines())
        if head.keys() != {"name", "version", "variables"} or called != f"{head['name']}.{head['version']}.md":
            raise BrokenPrompt(f"{called}: the front matter must give this name, this version and the variables")
        declared = frozenset(filter(None, (name.strip() for name in head["variables"].split(","))))
        try:
            used = meta.find_undeclared_variables(_ENVIRONMENT.parse(found["text"]))
        except TemplateSyntaxError as wrong:
            raise BrokenPrompt(f"{called}: {wrong.message}") from wrong
        if used != declared:
            raise BrokenPrompt(f"{called}: declares {sorted(declared)} and uses {sorted(used)}")
        return cls(head["name"], head["version"], declared, _ENVIRONMENT.from_string(found["text"]))

    def render(self, **values: object) -> str:
        """The text with exactly the declared variables filled in. Raises BrokenPrompt for others."""
        if values.keys() != self.variables:
            raise BrokenPrompt(
                f"{self.name}.{self.version}: wants {sorted(self.variables)}, was given {sorted(values)}"
            )
        return self.template.render(**values).strip()


def _pair(line: str, called: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise BrokenPrompt(f"{called}: “{line}” is no line of a front matter")
    return name.strip(), value.strip()


class Prompts:
    """Every version of every prompt."""

    def __init__(self, prompts: Iterable[Prompt]) -> None:
        self._versions: dict[str, dict[str, Prompt]] = {}
        for prompt in prompts:
            self._versions.setdefault(prompt.name, {})[prompt.version] = prompt

    def __iter__(self) -> Iterator[Prompt]:
        return (prompt for versions in self._versions.values() for prompt in versions.values())

    def latest(self, name: str) -> Prompt:
        return max(self._versions[name].values(), key=lambda prompt: int(prompt.version.removeprefix("v")))

    def chosen(self, name: str, settings: ChatSettings, account_id: UUID) -> Prompt:
        """The version for an account: pinned, else by an experiment, else the newest.

        Raises InvalidSettings when the settings name a version that is not there.
        """
        pinned = _assignments(settings.prompts).get(name)
        if pinned:
            return self._version(name, pinned, "ECHOTUNE_PROMPTS")
        for experiment, wanted, versions in _experiments(settings.prompt_experiments):
            if wanted == name:
                version = versions[share(account_id, experiment, len(versions))]
                return self._version(name, version, "ECHOTUNE_PROMPT_EXPERIMENTS")
        return self.latest(name)

    def check(self, settings: ChatSettings) -> None:
        """Raises InvalidSettings for a pinned or tried version that is not there."""
        for name, version in _assignments(settings.prompts).items():
            self._version(name, version, "ECHOTUNE_PROMPTS")
        for _, name, versions in _experiments(settings.prompt_experiments):
            for version in versions:
                self._version(name, version, "ECHOTUNE_PROMPT_EXPERIMENTS")

    def _version(self, name: str, version: str, variable: str) -> Prompt:
        found = self._versions.get(name, {}).get(version)
        if found is None:
            raise InvalidSettings(f"{variable}: there is no prompt {name}.{version}")
        return found


def share(account_id: UUID, experiment: str, shares: int) -> int:
    """Which of so many equal shares of an experiment an account falls into; always the same one."""
    digest = hashlib.sha256(f"{experiment}\t{account_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % shares


def _assignments(text: str) -> dict[str, str]:
    """`a=v1,b=v2`; the settings have checked the form."""
    return dict(_halves(one, "=") for one in text.split(",") if one.strip())


def _experiments(text: str) -> list[tuple[str, str, list[str]]]:
    """`shorter:instructions=v1|v2` as (experiment, prompt, versions)."""
    found = []
    for one in filter(str.strip, text.split(",")):
        experiment, rest = _halves(one, ":")
        name, versions = _halves(rest, "=")
        found.append((experiment, name, versions.split("|")))
    return found


def _halves(text: str, mark: str) -> tuple[str, str]:
    left, _, right = text.partition(mark)
    return left.strip(), right.strip()


@cache
def prompts() -> Prompts:
    """The prompts of this version of the product. Raises BrokenPrompt."""
    folder = files("echotune.chat") / "prompts"
    return Prompts(
        Prompt.read(file.read_text("utf-8"), file.name) for file in folder.iterdir() if file.name.endswith(".md")
    )
