"""The listener models, for routes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from echotune.taste.models import ListenerModels


async def _models(request: Request) -> ListenerModels:
    models: ListenerModels = request.app.state.models
    return models


ModelsDep = Annotated[ListenerModels, Depends(_models)]
