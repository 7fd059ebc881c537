# task: 4b.5
# verdict: failed
# cause: center-of-box
import numpy as np


def centre(ink):
    canvas = np.zeros((28, 28))
    height, width = ink.shape
    top, left = (28 - height) // 2, (28 - width) // 2
    canvas[top : top + height, left : left + width] = ink
    return canvas
