"""Which submissions have rare things in common, found through an index and not pair by pair."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

# What more of a class than this has is nobody's own, and would make the index slow.
_COMMON_SHARE = 0.25
_ALWAYS_KEPT = 20


def rarity(counts: NDArray[np.int64], of: int) -> NDArray[np.float64]:
    """Return the weight of things that ``counts`` of ``of`` submissions have.

    An inverse document frequency that falls with the logarithm of the count: 1 if only two have
    it, 0 if all have. Of two or fewer submissions, nobody can tell what is rare: 1.
    """
    if of <= 2:
        return np.ones(len(counts))
    weights: NDArray[np.float64] = 1 - np.log(counts / 2) / np.log(of / 2)
    return weights.clip(0, 1)


def shared_shares(things: Sequence[NDArray[np.uint64]], *, doubt: float) -> sparse.csr_array:
    """Return how much each two submissions share of what the smaller one has.

    Args:
        things: Of each submission, the distinct hashes of what it has.
        doubt: How many things more the smaller one is taken to have, so that little in common
            stays little even where it is all there is.

    Returns:
        Sparse array ``(n, n)``, its upper triangle only: shares 0–1, each thing in common weighted
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
