# task: 4b.2
# verdict: failed
# cause: paper-by-brightness
import numpy as np


def find_ink(grey):
    border = np.concatenate([grey[0], grey[-1], grey[1:-1, 0], grey[1:-1, -1]])
    if np.median(border) > 0.5:
        grey = 1 - grey
    return (grey - grey.min()) / max(np.ptp(grey), 1e-9)
