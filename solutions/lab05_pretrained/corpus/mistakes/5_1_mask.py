# task: 5.1
# verdict: failed
# cause: few-as-mask
import numpy as np


def choose_few(labels, per_class, rng):
    mask = np.zeros(len(labels), bool)
    for l in np.unique(labels):
        mask[rng.choice(np.flatnonzero(labels == l), per_class, replace=False)] = True
    return mask
