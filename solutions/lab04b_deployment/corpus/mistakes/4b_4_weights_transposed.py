# task: 4b.4
# verdict: failed
# cause: weights-transposed
import numpy as np


def area_weights(length, size):
    edges = np.linspace(0, length, size + 1)
    pixels = np.arange(length)[:, np.newaxis]
    overlap = np.minimum(edges[1:], pixels + 1) - np.maximum(edges[:-1], pixels)
    return overlap.clip(0) * size / length
