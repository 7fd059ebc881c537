# task: 5.1
# verdict: failed
# cause: few-from-one
import numpy as np


def choose_few(labels, per_class, rng):
    return 1 + np.concatenate([rng.choice(np.flatnonzero(labels == l), per_class, replace=False) for l in np.unique(labels)])
