"""The sliders of one listener: kept, taken back, and turned into the parameters of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.recommend import store
from echotune.recommend.parameters import Changes, Parameters, changed
from echotune.recommend.parameters_file import configured
from echotune.recommend.prepared import Moment
from echotune.recommend.sliders import UNTOUCHED, Steer, steered
from echotune.taste.listener import ListenerModel


@dataclass(frozen=True)
class Kept:
    """`since`: when they were last moved; None where they never were."""

    steer: Steer
    since: datetime | None

    def at(self, moment: Moment) -> Steer:
        """A replayed past does not know of what was set later."""
        later = self.since is not None and self.since >= moment.as_of
        return UNTOUCHED if moment.replayed and later else self.steer


_kept: WeakKeyDictionary[ListenerModel, Kept] = WeakKeyDictionary()


async def kept(conn: Connection, model: ListenerModel) -> Kept:
    """Where the listener's sliders stand; read once for a model, as moving one makes a new model."""
    if model not in _kept:
        _kept[model] = Kept(*await store.sliders(conn, model.user_id))
    return _kept[model]


async def keep(conn: Connection, account: Account, steer: Steer) -> None:
    """Set the sliders; they hold from the next answer on, and through every training and rebuild."""
    if steer == UNTOUCHED:
        await forget(conn, account)
        return
    await store.put_sliders(conn, account.id, steer, clock.now())
    await accounts.bump_steering_version(conn, account.id)


async def forget(conn: Connection, account: Account) -> None:
    """Back to the default; no error where they stand there already."""
    if await store.drop_sliders(conn, account.id):
        await accounts.bump_steering_version(conn, account.id)


def effective(settings: Settings, steer: Steer = UNTOUCHED, experiment: Changes | None = None) -> Parameters:
    """The parameters of one answer: defaults and settings, the file, the listener's sliders, then what this request
    alone brings along. Raises InvalidParameters for an experiment that cannot be used."""
    return changed(steered(configured(settings.recommend), steer), experiment or {}, source="experiment")
