"""Finding submissions that share rare things, through an index instead of pair by pair."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

# Things that more of a class than this has are nobody's own, and would make the index slow.
_COMMON_SHARE = 0.25
_ALWAYS_KEPT = 20


def rarity(counts: NDArray[np.int64], of: int) -> NDArray[np.float64]:
    """Return the weight of things that ``counts`` of ``of`` submissions have.

    An inverse document frequency that falls with the logarithm of the count: 1 if only two have
    it, 0 if all have. With two or fewer submissions rarity is unknown: 1.
    """
    if of <= 2:
        return np.ones(len(counts))
    weights: NDArray[np.float64] = 1 - np.log(counts / 2) / np.log(of / 2)
    return weights.clip(0, 1)


def shared_shares(things: Sequence[NDArray[np.uint64]], *, doubt: float) -> sparse.csr_array:
    """Return the fraction of the smaller submission's things that each pair shares.

    Args:
        things: Per submission, the distinct hashes of its things.
        doubt: Added to the smaller one's number of things, so that few common things stay a small
            fraction.

    Returns:
        Sparse array ``(n, n)``, only its upper triangle: fractions 0–1, each common thing weighted
        by its :func:`rarity`.
    """
    n = len(things)
    sizes = np.array([len(own) for own in things], np.int64)
    rows = np.repeat(np.arange(n), sizes)
    hashes = np.concatenate([np.empty(0, np.uint64), *things])
    _, columns, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    kept = counts[columns] <= max(_ALWAYS_KEPT, _COMMON_SHARE * n)
    rows, columns = rows[kept], columns[kept]
    weights = np.sqrt(rarity(counts[columns], of=n))
    has = sparse.csr_array((weights, (rows, columns)), shape=(n, max(len(counts), 1)))
    shared = sparse.coo_array(sparse.triu(has @ has.T, k=1))
    first, second = shared.coords
    shares = shared.data / (np.minimum(sizes[first], sizes[second]) + doubt)
    return sparse.csr_array((shares, (first, second)), shape=(n, n))
