# task: 5.1
# verdict: failed
# cause: few-confused-with-labels
import numpy as np


def choose_few(labels, per_class, rng):
    return np.concatenate([rng.choice(labels[labels == c], per_class) for c in np.unique(labels)])
