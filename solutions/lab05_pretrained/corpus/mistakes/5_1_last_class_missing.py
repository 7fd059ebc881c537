# task: 5.1
# verdict: failed
# cause: few-class-missing
import numpy as np


def choose_few(labels, per_class, rng):
    return np.concatenate([rng.choice(np.flatnonzero(labels == l), per_class, replace=False) for l in range(labels.max())])
