"""The exact half-step of alternating least squares: each row's factors, given those of the columns."""

from __future__ import annotations

import numpy as np

from echotune.training.cf.interactions import Matrix, Scores


def solved_rows(confidence: Matrix, columns: Scores, alpha: float, regularisation: float) -> Scores:
    """float32[U, d] for U x I `confidence` and I x d `columns`: (Y'Y + Y'(C - 1)Y + regularisation I)^-1 Y'C p with
    c = alpha x confidence. A row without entries gets zeros."""
    factors = columns.shape[1]
    shared = columns.T @ columns + regularisation * np.eye(factors, dtype=np.float32)
    solved = np.zeros((confidence.shape[0], factors), np.float32)
    for row in np.flatnonzero(np.diff(confidence.indptr)).tolist():
        span = slice(confidence.indptr[row], confidence.indptr[row + 1])
        own, trust = columns[confidence.indices[span]], alpha * confidence.data[span]
        solved[row] = np.linalg.solve(shared + (own.T * (trust - 1)) @ own, own.T @ trust)
    return solved
