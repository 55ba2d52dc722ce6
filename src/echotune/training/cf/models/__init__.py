"""Collaborative models by name. A new one is a file here and an entry in `MEMBERS`; the conformance test finds it."""

from __future__ import annotations

from echotune.training.cf.collaborative_model import CollaborativeModel
from echotune.training.cf.models.blend import Blend
from echotune.training.cf.models.members import MEMBERS

CF_MODELS: dict[str, type[CollaborativeModel]] = {**MEMBERS, "blend": Blend}
