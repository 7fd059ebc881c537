# task: 4a.1
# verdict: failed
# cause: shift-wraps
import numpy as np


def shift(images, down, right):
    moved = [np.roll(image, move, axis=(0, 1)) for image, *move in zip(images, down, right)]
    return np.stack(moved)
