# task: 4b.2
# verdict: failed
# cause: blank-divided-by-zero
import numpy as np


def find_ink(grey):
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    distance = np.abs(grey - np.median(border))
    return distance / distance.max()
