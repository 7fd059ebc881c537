# task: 5.1
# verdict: failed
# cause: few-not-joined
import numpy as np


def choose_few(labels, per_class, rng):
    return {int(l): rng.choice(np.flatnonzero(labels == l), per_class, replace=False) for l in np.unique(labels)}
