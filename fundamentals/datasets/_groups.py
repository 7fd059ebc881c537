"""Groups of images that were augmented from one photograph."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Crisp in Sign Language MNIST: float32 and float64, and any threshold from .9699 to .9701, give
# the same groups.
SAME_PHOTOGRAPH = 0.97


def photograph_groups(images: NDArray[np.uint8], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the photographs that images were augmented from.

    Sign Language MNIST was made from about 1,700 photographs, each augmented about 21 times, so a
    random split puts images of one photograph on both sides. Two images of one class belong
    together when their Pearson correlation is above .97, or when a chain of such pairs joins them.

    Args:
        images: uint8 array ``(n, height, width, channels)``, or ``(n, …)`` with any pixel axes.
        labels: Integer array ``(n,)``.

    Returns:
        int64 array ``(n,)``: the number of each image's photograph, counted from 0, class by
        class. Images of different classes never share a number.

    Example:
        >>> signs = load_dataset("sign_mnist")
        >>> groups = photograph_groups(signs.train.images, signs.train.labels)
    """
    from threadpoolctl import threadpool_limits

    groups = np.empty(len(labels), dtype=np.int64)
    classes = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    found = 0
    # One class per thread: the threads of a matrix product wait for each other by spinning, which
    # on a busy machine takes longer than the product.
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor() as pool:
        for rows, numbers in zip(
            classes, pool.map(_connected, (images[rows] for rows in classes)), strict=True
        ):
            groups[rows] = found + numbers
            found += numbers.max() + 1
    return groups


def joined_groups(*numberings: NDArray[Any]) -> NDArray[np.int64]:
    """Join the groups of several numberings: rows together in any of them stay together.

    Args:
        *numberings: Arrays ``(n,)`` of any values, equal for the rows of a group.

    Returns:
        int64 array ``(n,)``, groups counted from 0.
    """
    # SciPy finds components faster, but its import takes longer than reading a cached folder.
    parents = list(range(len(numberings[0])))

    def first_of_group(row: int) -> int:
        while parents[row] != row:
            parents[row] = parents[parents[row]]
            row = parents[row]
        return row

    for numbers in numberings:
        seen: dict[Any, int] = {}
        for row, number in enumerate(numbers.tolist()):
            one, other = first_of_group(row), first_of_group(seen.setdefault(number, row))
            parents[max(one, other)] = min(one, other)
    firsts = [first_of_group(row) for row in range(len(parents))]
    return np.unique(firsts, return_inverse=True)[1].astype(np.int64)


def _connected(images: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Number the connected components of the pairs that are alike, from 0, ``(n,)``."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(images)
    alike = np.flatnonzero(_correlations(images) > SAME_PHOTOGRAPH)
    pairs = coo_array(
        (np.ones(len(alike), dtype=np.int8), np.divmod(alike, count)), shape=(count, count)
    )
    numbers: NDArray[np.int32]
    _, numbers = connected_components(pairs, directed=False)
    return numbers


def _correlations(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the Pearson correlation of every pair, ``(n, n)``; 0 for a uniform image."""
    pixels = images.reshape(len(images), -1).astype(np.float32)
    pixels -= pixels.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(pixels, axis=1, keepdims=True)
    pixels /= np.maximum(lengths, np.finfo(np.float32).tiny)
    return pixels @ pixels.T
