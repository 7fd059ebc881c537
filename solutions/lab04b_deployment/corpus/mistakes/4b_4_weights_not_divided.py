# task: 4b.4
# verdict: failed
# cause: weights-not-divided
import numpy as np


def area_weights(length, size):
    edges = np.linspace(0, length, size + 1)[:, np.newaxis]
    pixels = np.arange(length)
    return (np.minimum(edges[1:], pixels + 1) - np.maximum(edges[:-1], pixels)).clip(0)
