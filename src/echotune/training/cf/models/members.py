"""The models that stand alone, and may be members of a blend."""

from __future__ import annotations

from echotune.training.cf.collaborative_model import CollaborativeModel
from echotune.training.cf.models.als import ALS
from echotune.training.cf.models.bm25 import BM25
from echotune.training.cf.models.bpr import BPR
from echotune.training.cf.models.ease import EASE
from echotune.training.cf.models.ials import IALS
from echotune.training.cf.models.itemknn import ItemKNN
from echotune.training.cf.models.popularity import Popularity
from echotune.training.cf.models.spectral import Spectral
from echotune.training.cf.models.transitions import Transitions

MEMBERS: dict[str, type[CollaborativeModel]] = {
    "popularity": Popularity,
    "itemknn": ItemKNN,
    "bm25": BM25,
    "bpr": BPR,
    "ease": EASE,
    "als": ALS,
    "ials": IALS,
    "spectral": Spectral,
    "transitions": Transitions,
}
