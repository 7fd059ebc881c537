# task: 5.1
# verdict: partly passed
# cause: numbers-not-integers
import numpy as np


def choose_few(labels, per_class, rng):
    chosen = np.zeros(0)
    for label in np.unique(labels):
        indices = np.flatnonzero(labels == label)
        chosen = np.append(chosen, rng.choice(indices, per_class, replace=False))
    return chosen
