"""Collaborative models by name. A new one is a file here and an entry below; the conformance test finds it."""

from __future__ import annotations

from echotune.training.cf.collaborative_model import CollaborativeModel
from echotune.training.cf.models.als import ALS
from echotune.training.cf.models.ease import EASE
from echotune.training.cf.models.itemknn import ItemKNN
from echotune.training.cf.models.popularity import Popularity

CF_MODELS: dict[str, type[CollaborativeModel]] = {
    "popularity": Popularity,
    "itemknn": ItemKNN,
    "ease": EASE,
    "als": ALS,
}
