# task: 4a.1
# verdict: failed
# cause: batch-all-alike
import numpy as np


def shift(images, down, right):
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (4, 4), (4, 4), (0, 0)))
    row, column = 4 - down[0], 4 - right[0]
    return padded[:, row : row + height, column : column + width]
