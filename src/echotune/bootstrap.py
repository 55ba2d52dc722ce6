"""Join the parts: settings, database, queue. Tests join the same parts with other settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import echotune.chat.jobs
import echotune.history.jobs
import echotune.llm.jobs
import echotune.training.embed_job
import echotune.training.jobs
from echotune.accounts import store as accounts
from echotune.core import clock, metrics, telemetry
from echotune.core.db import Database
from echotune.core.jobs import JobFunction, Jobs
from echotune.core.redis import Shared, connect
from echotune.core.settings import Settings
from echotune.taste.models import ListenerModels

if TYPE_CHECKING:
    from echotune.chat.turn import Chat

JOBS: dict[str, JobFunction] = {
    "chat.forget_deleted": echotune.chat.jobs.forget_deleted,
    "history.import": echotune.history.jobs.import_,
    "history.recover": echotune.history.jobs.recover,
    "llm.prune_sent": echotune.llm.jobs.prune_sent,
    "training.embed": echotune.training.embed_job.embed,
    "training.embed_rest": echotune.training.embed_job.embed_rest,
    "training.due": echotune.training.jobs.train_when_due,
}
AT_START = ("history.recover", "training.embed_rest", "llm.prune_sent", "chat.forget_deleted")
SCHEDULES = {
    "chat.forget_deleted": "10 * * * *",
    "llm.prune_sent": "5 * * * *",
    "training.due": "20 * * * *",
    "training.embed_rest": "50 * * * *",
}
"""When jobs come again, in cron's notation."""


@dataclass
class App:
    """Everything a door needs, already open."""

    settings: Settings
    database: Database
    jobs: Jobs
    models: ListenerModels
    redis: Shared

    @cached_property
    def chat(self) -> Chat:
        """The conversation. Its agent library takes a second to import: a command that does not talk does not wait."""
        from echotune.chat.turn import Chat

        return Chat.join(self.settings, self.database, self.models, self.redis)

    async def close(self) -> None:
        if "chat" in self.__dict__:
            await self.chat.close()
        await self.jobs.close()
        await self.redis.close()
        await self.database.close()


async def start(settings: Settings) -> App:
    """Open everything in order. The caller closes it."""
    telemetry.configure(settings.telemetry.log_level)
    clock.fix(settings.now)
    database = await Database.open(settings)
    async with database.connect() as conn:
        if settings.alone:
            await accounts.ensure(conn, "local")
    jobs = Jobs(database, settings, JOBS, AT_START, SCHEDULES if settings.worker.schedules else {})
    await jobs.open()
    models = ListenerModels(database, gate=settings.policy.gate)
    return App(settings, database, jobs, models, Shared(connect(settings.redis.url)))


def serve_metrics(settings: Settings) -> metrics.Server | None:
    """`/metrics` where a port is set for it; for processes that stay. The caller stops it."""
    port = settings.telemetry.metrics_port
    return None if port is None else metrics.Server(settings.telemetry.metrics_host, port)
