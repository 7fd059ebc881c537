# task: 5.1
# verdict: failed
# cause: few-repeated
import numpy as np


def choose_few(labels, per_class, rng):
    draws = [rng.choice(np.flatnonzero(labels == c), per_class) for c in np.unique(labels)]
    return np.concatenate(draws)
