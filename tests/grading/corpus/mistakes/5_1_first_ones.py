# task: 5.1
# verdict: failed
# cause: few-rng-ignored
import numpy as np


def choose_few(labels, per_class, rng):
    return np.concatenate([np.flatnonzero(labels == c)[:per_class] for c in np.unique(labels)])
