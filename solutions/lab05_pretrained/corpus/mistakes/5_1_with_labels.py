# task: 5.1
# verdict: failed
# cause: few-with-labels
import numpy as np


def choose_few(labels, per_class, rng):
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    few = np.concatenate([rng.choice(group, per_class, replace=False) for group in groups])
    return few, labels[few]
