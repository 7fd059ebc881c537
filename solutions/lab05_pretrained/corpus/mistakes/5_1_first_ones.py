# task: 5.1
# verdict: failed
# cause: few-are-first
import numpy as np


def choose_few(labels, per_class, rng):
    return np.concatenate([np.flatnonzero(labels == l)[:per_class] for l in np.unique(labels)])
