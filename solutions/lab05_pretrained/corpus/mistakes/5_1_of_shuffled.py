# task: 5.1
# verdict: failed
# cause: few-of-shuffled
import numpy as np


def choose_few(labels, per_class, rng):
    shuffled = labels[rng.permutation(len(labels))]
    return np.concatenate([np.flatnonzero(shuffled == c)[:per_class] for c in np.unique(labels)])
