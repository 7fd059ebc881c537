# task: 3a.3
# verdict: failed
# cause: pad-with-ones
import numpy as np


def pad(image, width, mode):
    if mode == "zero":
        return np.pad(image, width, constant_values=1)
    return np.pad(image, width, mode="symmetric")
