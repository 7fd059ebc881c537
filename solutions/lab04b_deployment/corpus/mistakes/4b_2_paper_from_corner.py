# task: 4b.2
# verdict: failed
# cause: paper-from-corner
import numpy as np


def find_ink(grey):
    distance = np.abs(grey - grey[0, 0])
    return distance / max(distance.max(), 1e-9)
