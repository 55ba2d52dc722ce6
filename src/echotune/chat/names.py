"""The names a listener may say: those of the own history and of the catalogue packs, ready for the language engine.

Built from the listener's model in a thread, kept while the model stays the same, rebuilt behind the scenes when it
changes: a turn never waits for names that are merely newer.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from echotune.accounts.store import Account
from echotune.chat.understand.engine import LanguageEngine
from echotune.chat.understand.gazetteer import Gazetteer, Name, NameKind
from echotune.recommend.answer import Models
from echotune.taste.listener import ListenerModel

KEPT_ACCOUNTS = 16
PATIENCE_SECONDS = 0.1


@dataclass(frozen=True)
class _Kept:
    data_version: int
    model: ListenerModel
    engine: LanguageEngine


class Names:
    """`engine` answers with the newest engine there is, and starts building a newer one where there could be one."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._kept: dict[UUID, _Kept] = {}
        self._building: dict[UUID, asyncio.Task[LanguageEngine]] = {}

    async def engine(self, account: Account) -> LanguageEngine:
        """The newest engine; an older one when the newer takes long."""
        task = self.prepare(account)
        kept = self._kept.get(account.id)
        if kept is None or not kept.model.size:
            return await asyncio.shield(task)
        await asyncio.wait([task], timeout=PATIENCE_SECONDS)
        return self._kept[account.id].engine

    def prepare(self, account: Account) -> asyncio.Task[LanguageEngine]:
        """Start to build where the account has changed; the task that does, or did."""
        kept, task = self._kept.get(account.id), self._building.get(account.id)
        if task is None or (task.done() and (kept is None or kept.data_version != account.data_version)):
            task = self._building[account.id] = asyncio.create_task(self._build(account))
        return task

    async def close(self) -> None:
        """Give up what is being built."""
        for task in self._building.values():
            task.cancel()
        await asyncio.gather(*self._building.values(), return_exceptions=True)

    async def _build(self, account: Account) -> LanguageEngine:
        model = await self._models.get(account)
        kept = self._kept.get(account.id)
        if kept and kept.model.members is model.members:  # a like or a block changes no name
            engine = kept.engine
        else:
            engine = await asyncio.to_thread(lambda: LanguageEngine(Gazetteer.build(names_of(model))))
        self._kept.pop(account.id, None)
        while len(self._kept) >= KEPT_ACCOUNTS:
            del self._kept[next(iter(self._kept))]
        self._kept[account.id] = _Kept(account.data_version, model, engine)
        return engine


def names_of(model: ListenerModel) -> Iterator[Name]:
    """Every artist, title, album and genre of the model, each once, with its plays; empty ones left out."""
    listens = model.listens.tolist()
    artists: Counter[str] = Counter(dict.fromkeys(model.artist_names, 0))
    titles: Counter[str] = Counter()
    albums: Counter[str] = Counter()
    for at, (artist, member) in enumerate(zip(model.artist_no.tolist(), model.shown.tolist(), strict=True)):
        artists[model.artist_names[artist]] += listens[at]
        titles[model.members.titles[member]] += listens[at]
        albums[model.members.albums[member]] += listens[at]
    for kind, plays in _kinds(artists, titles, albums):
        yield from (Name(kind, text, number) for text, number in plays.items() if text)
    yield from (Name("genre", genre) for genre in model.tags.names)


def _kinds(
    artists: Counter[str], titles: Counter[str], albums: Counter[str]
) -> tuple[tuple[NameKind, Counter[str]], ...]:
    return ("artist", artists), ("track", titles), ("album", albums)
