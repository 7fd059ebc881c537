# task: 4b.2
# verdict: failed
# cause: paper-from-all
import numpy as np


def find_ink(grey):
    distance = np.abs(grey - np.median(grey))
    return distance / max(distance.max(), 1e-9)
