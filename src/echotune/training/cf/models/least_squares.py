"""The exact half-step of alternating least squares: each row's factors, given those of the columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from echotune.training.cf.interactions import Index, Matrix, Scores

MOST_NUMBERS: Final = 8_000_000
"""float32 at a time: 32 MB."""


def solved_rows(confidence: Matrix, columns: Scores, alpha: float, regularisation: Scores) -> Scores:
    """float32[U, d] for U x I `confidence`, I x d `columns` and U regularisations r: the x that minimises
    sum over all i of c (p - x'y)^2 + r |x|^2, where p = 1 and c = alpha x confidence for the row's entries, p = 0 and
    c = 1 elsewhere. A row without entries gets zeros.

    In the eigenbasis of Y'Y, where D = Y'Y + r is diagonal, x = D^-1 Y_u' (1 + K Y_u D^-1 Y_u')^-1 c with K = c - 1 (by
    Woodbury's identity): systems of the size of the row's entries instead of d, and rows of one length at once.
    """
    strength, basis = np.linalg.eigh(columns.T @ columns)
    turned = columns @ basis
    solved = np.zeros((confidence.shape[0], columns.shape[1]), np.float32)
    for length, rows in _of_one_length(confidence, columns.shape[1]):
        at = confidence.indptr[rows][:, None] + np.arange(length)
        own, trust = turned[confidence.indices[at]], np.float32(alpha) * confidence.data[at]
        divided = own / (np.maximum(strength, 0) + regularisation[rows][:, None])[:, None, :]
        system = (trust - 1)[:, :, None] * (own @ divided.transpose(0, 2, 1)) + np.eye(length, dtype=np.float32)
        solved[rows] = (np.linalg.solve(system, trust[:, :, None]) * divided).sum(axis=1)
    return np.asarray(solved @ basis.T)


def _of_one_length(confidence: Matrix, factors: int) -> Iterator[tuple[int, Index]]:
    """Rows with as many entries as each other, as many of them as fit in memory."""
    lengths = np.diff(confidence.indptr)
    for length in np.unique(lengths[lengths > 0]).tolist():
        rows = np.flatnonzero(lengths == length)
        most = max(1, MOST_NUMBERS // (length * max(length, factors)))
        for start in range(0, len(rows), most):
            yield length, rows[start : start + most]
