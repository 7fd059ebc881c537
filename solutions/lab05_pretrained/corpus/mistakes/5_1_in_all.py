# task: 5.1
# verdict: failed
# cause: few-in-all
import numpy as np


def choose_few(labels, per_class, rng):
    return rng.choice(len(labels), per_class, replace=False)
