# task: 4b.5
# verdict: raised an error
# cause: center-outside
import numpy as np


def centre(ink):
    canvas = np.zeros((28, 28))
    height, width = ink.shape
    rows, columns = np.mgrid[:height, :width]
    top = round(14 - (ink * rows).sum() / ink.sum())
    left = round(14 - (ink * columns).sum() / ink.sum())
    canvas[top : top + height, left : left + width] = ink
    return canvas
