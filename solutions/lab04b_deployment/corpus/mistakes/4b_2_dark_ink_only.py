# task: 4b.2
# verdict: failed
# cause: ink-inverted
import numpy as np


def find_ink(grey):
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = np.clip(np.median(border) - grey, 0, 1)
    return ink / max(ink.max(), 1e-9)
