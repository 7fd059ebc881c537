# task: 5.1
# verdict: failed
# cause: few-not-joined
import numpy as np


def choose_few(labels, per_class, rng):
    classes = np.unique(labels)
    return [rng.choice(np.flatnonzero(labels == c), per_class, replace=False) for c in classes]
