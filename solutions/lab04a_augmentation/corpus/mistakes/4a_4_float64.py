# task: 4a.4
# verdict: failed
# cause: wrong-dtype
import numpy as np


def brighten(images, factors):
    return np.clip(images * factors.reshape(-1, 1, 1, 1), 0, 1)
