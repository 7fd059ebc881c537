# task: 4b.5
# verdict: failed
# cause: copy-not-moved
import numpy as np


def centre(ink):
    canvas = np.zeros((28, 28))
    canvas[: ink.shape[0], : ink.shape[1]] = ink
    return canvas
