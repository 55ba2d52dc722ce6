"""Which spaces a listener's recordings can be compared in, beside today's features, and where each comes from.

To add one: an entry below. A space that is not there (nothing embedded yet, no factors) is left out, and the strategies
that need it say nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.recommend import text_space
from echotune.recommend.spaces import Space
from echotune.taste.listener import ListenerModel
from echotune.training import store

Loader = Callable[[Connection, Settings, ListenerModel], Awaitable[Space | None]]


async def _factors(conn: Connection, settings: Settings, model: ListenerModel) -> Space | None:
    if await store.serving(conn, "cf") is None:
        return None
    from echotune.recommend import factor_space  # brings sparse matrices, which take long to load

    return await factor_space.load(conn, settings, model)


async def _content(conn: Connection, settings: Settings, model: ListenerModel) -> Space | None:
    if await store.serving(conn, "content") is None:
        return None
    from echotune.recommend import content_space  # the same

    return await content_space.load(conn, settings, model)


LOADERS: dict[str, Loader] = {"cf": _factors, "content": _content, "text": text_space.load}


async def load_spaces(conn: Connection, settings: Settings, model: ListenerModel) -> dict[str, Space]:
    """Every space that is there, by name."""
    loaded = {name: await load(conn, settings, model) for name, load in LOADERS.items()}
    return {name: space for name, space in loaded.items() if space is not None}
