# task: 5.1
# verdict: failed
# cause: few-too-many
import numpy as np


def choose_few(labels, per_class, rng):
    return np.concatenate(
        [rng.permutation(np.flatnonzero(labels == label))[: per_class + 1] for label in np.unique(labels)]
    )
