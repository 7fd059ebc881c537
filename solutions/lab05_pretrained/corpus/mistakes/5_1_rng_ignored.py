# task: 5.1
# verdict: failed
# cause: few-rng-ignored
import numpy as np


def choose_few(labels, per_class, rng):
    return np.concatenate(
        [np.random.choice(np.flatnonzero(labels == label), per_class, replace=False) for label in np.unique(labels)]
    )
