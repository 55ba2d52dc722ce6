"""The sliders and strategies of one listener, as the taste page shows them."""

from __future__ import annotations

import asyncio

from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.recommend import steer
from echotune.recommend.answer import prepare_at
from echotune.recommend.parameters import Parameters
from echotune.recommend.prepared import Moment
from echotune.recommend.presence import absences
from echotune.recommend.schemas import ParametersView, SliderView, StrategyShare, Words
from echotune.recommend.sliders import (
    MOST_OF_ONE_ARTIST,
    SLIDERS,
    UNTOUCHED,
    SliderName,
    Steer,
    counting,
    position,
)
from echotune.recommend.strategies import STRATEGIES
from echotune.taste.listener import ListenerModel

STEP = 0.1


async def view(conn: Connection, settings: Settings, model: ListenerModel) -> ParametersView:
    """Everything that can be steered, and where it stands."""
    prepared = await prepare_at(conn, settings, model, Moment(clock.as_of(clock.now())))
    absent = await asyncio.to_thread(absences, prepared)
    kept, base = (await steer.kept(conn, model)).steer, steer.effective(settings)
    return ParametersView(
        steered=kept != UNTOUCHED,
        sliders=[_slider(name, kept, base, absent) for name in SLIDERS],
        strategies=shares(steer.effective(settings, kept), absent),
    )


def shares(parameters: Parameters, absent: dict[str, str]) -> list[StrategyShare]:
    """What each strategy counts for in a mix, the weightiest first; what one that is out would take is the others'."""
    counted = {name: weight for name, weight in counting(parameters).items() if name not in absent}
    total = sum(counted.values()) or 1.0
    found = [
        StrategyShare(
            name=name, label=strategy.label, share=round(counted.get(name, 0.0) / total, 4), out=absent.get(name)
        )
        for name, strategy in STRATEGIES.items()
    ]
    return sorted(found, key=lambda one: -one.share)


def without_effect(name: SliderName, absent: dict[str, str]) -> str | None:
    """Why a slider can change nothing: all strategies that it turns are out."""
    turned = SLIDERS[name].strategies
    return absent[turned[0]] if turned and all(one in absent for one in turned) else None


def _slider(name: SliderName, kept: Steer, base: Parameters, absent: dict[str, str]) -> SliderView:
    slider, counts = SLIDERS[name], name == "cap"
    return SliderView(
        name=name,
        label=slider.label,
        description=slider.description,
        low=slider.low,
        high=slider.high,
        least=1 if counts else -1,
        most=MOST_OF_ONE_ARTIST if counts else 1,
        step=1 if counts else STEP,
        value=position(kept, name, base),
        default=position(UNTOUCHED, name, base),
        words=[Words(at=at, text=text) for at, text in slider.words],
        out=without_effect(name, absent),
    )
