# task: 4b.2
# verdict: failed
# cause: paper-is-mean
import numpy as np


def find_ink(grey):
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    distance = np.abs(grey - border.mean())
    return distance / max(distance.max(), 1e-9)
