"""How far one turn has come along its chain of models."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pydantic_ai.models import Model

from echotune.core.errors import UpstreamFailed
from echotune.llm import watching
from echotune.llm.attempts import Attempt
from echotune.llm.deadline import Deadline
from echotune.llm.joined import Llm
from echotune.llm.link import Link
from echotune.llm.route import Route

THIRD_SILENCE: Final = 0.3
"""After two models have been waited for in vain, what a third try may take of the usual patience."""


@dataclass
class Progress:
    """What the requests of a turn share: the links, the deadline, the record of every try, who answered."""

    llm: Llm
    links: tuple[Link, ...]
    last_resort: Model | None
    attempts: list[Attempt]
    at: int = field(default=0, init=False)
    """The link to begin with: the one that answered last."""
    has_answered: bool = field(default=False, init=False)
    fell_back: bool = field(default=False, init=False)

    @cached_property
    def deadline(self) -> Deadline:
        """Of the whole turn; it begins when it is first asked for."""
        silences = min(len(self.links), 2) + THIRD_SILENCE
        return Deadline(self.llm.settings.total_seconds, self.llm.settings.first_token_seconds, silences)

    def route(self) -> Route:
        """The way of the next request. After a fall nobody is asked again in this turn."""
        return Route(self.llm, () if self.fell_back else self.links, self.deadline, self.attempts, first=self.at)

    def answered(self, place: int) -> None:
        """The link at `place` did."""
        if place != self.at:
            watching.fell_back(self.links[place].provider)
        self.at, self.has_answered = place, True

    def give_up(self) -> None:
        """What the models say cannot be used: nobody is asked again in this turn."""
        self.fell_back = True
        if self.links:
            link = self.links[self.at]
            self.attempts.append(Attempt(link.provider, link.model_id, "garbled", 0))

    def fall_back(self) -> Model:
        """Nobody answered. Raises UpstreamFailed without a last resort."""
        if not self.fell_back:
            watching.fell_back("none")
        self.fell_back = True
        if self.last_resort is None:
            raise UpstreamFailed("No language model answered. Nothing is lost; try again in a moment.")
        return self.last_resort

    @property
    def model_name(self) -> str:
        """Of the model that answered last, else of the first to be asked."""
        if self.fell_back and self.last_resort is not None:
            return self.last_resort.model_name
        return self.links[self.at].model_id if self.links else "none"
