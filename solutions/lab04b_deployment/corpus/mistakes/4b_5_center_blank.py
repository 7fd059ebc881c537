# task: 4b.5
# verdict: raised an error
# cause: center-blank
import numpy as np


def centre(ink):
    canvas = np.zeros((28, 28))
    height, width = ink.shape
    rows, columns = np.mgrid[:height, :width]
    top = np.clip(round(14 - (ink * rows).sum() / ink.sum()), 0, 28 - height)
    left = np.clip(round(14 - (ink * columns).sum() / ink.sum()), 0, 28 - width)
    canvas[top : top + height, left : left + width] = ink
    return canvas
