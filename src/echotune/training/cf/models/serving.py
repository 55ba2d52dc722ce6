"""What of a model can be served from vectors."""

from __future__ import annotations

from echotune.training.cf.collaborative_model import CollaborativeModel, FactorModel
from echotune.training.cf.models.blend import Blend
from echotune.training.cf.models.factorised import Factorised


def factor_model(model: CollaborativeModel) -> FactorModel | None:
    """The model itself if its items are points; of a blend the factor member of most weight; else None."""
    if isinstance(model, Factorised):
        return model
    if not isinstance(model, Blend):
        return None
    weighted = zip(model.members, model.fitted, strict=True)
    factorised = [(member["weight"], one) for member, one in weighted if isinstance(one, Factorised)]
    return max(factorised, key=lambda pair: pair[0])[1] if factorised else None
