# task: 4b.2
# verdict: failed
# cause: ink-smallest-distance
import numpy as np


def find_ink(grey):
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    distance = abs(grey - np.median(border))
    distance = distance - distance.min()
    return distance / max(distance.max(), 1e-9)
