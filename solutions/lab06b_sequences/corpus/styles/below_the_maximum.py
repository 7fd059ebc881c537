# lab: lab06b
import numpy as np


def attention(queries, keys, values):
    scores = np.dot(queries, keys.T) / keys.shape[-1] ** 0.5
    # No score is above the largest of its row.
    below = abs(scores - scores.max(axis=-1, keepdims=True))
    weights = np.exp(-below)
    weights /= weights.sum(axis=-1, keepdims=True)
    return np.dot(weights, values), weights
