# task: 5.1
# verdict: failed
# cause: few-within-class
import numpy as np


def choose_few(labels, per_class, rng):
    return np.concatenate([rng.choice(np.sum(labels == l), per_class, replace=False) for l in np.unique(labels)])
