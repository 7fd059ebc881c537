# task: 4b.2
# verdict: failed
# cause: ink-smallest-distance
import numpy as np


def find_ink(grey):
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    d = np.abs(grey - np.median(border))
    return d / (d.max() + d.min()) if d.max() > 0 else d
