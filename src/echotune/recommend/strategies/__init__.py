"""All strategies. To add one: a file here, an entry below, and its weights in `recommend/weights.py`."""

from __future__ import annotations

from echotune.recommend.strategies.collaborative import Collaborative
from echotune.recommend.strategies.content import Content
from echotune.recommend.strategies.explore import Explore
from echotune.recommend.strategies.hour import Hour
from echotune.recommend.strategies.kindred import Kindred
from echotune.recommend.strategies.little_known import LittleKnown
from echotune.recommend.strategies.newly_released import NewlyReleased
from echotune.recommend.strategies.popular import Popular
from echotune.recommend.strategies.rediscover import Rediscover
from echotune.recommend.strategies.relisten import Relisten
from echotune.recommend.strategies.rested import Rested
from echotune.recommend.strategies.said import Said
from echotune.recommend.strategies.same_artist import SameArtist
from echotune.recommend.strategies.semantic import Semantic
from echotune.recommend.strategies.session_cooccurrence import SessionCooccurrence
from echotune.recommend.strategies.transitions import Transitions
from echotune.recommend.strategy import Strategy

STRATEGIES: dict[str, Strategy] = {
    "relisten": Relisten(),
    "rediscover": Rediscover(),
    "rested": Rested(),
    "explore": Explore(),
    "same_artist": SameArtist(),
    "session_cooccurrence": SessionCooccurrence(),
    "transitions": Transitions(),
    "content": Content(),
    "kindred": Kindred(),
    "collaborative": Collaborative(),
    "semantic": Semantic(),
    "hour": Hour(),
    "newly_released": NewlyReleased(),
    "popular": Popular(),
    "little_known": LittleKnown(),
    "said": Said(),
}
