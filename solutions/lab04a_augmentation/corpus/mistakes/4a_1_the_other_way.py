# task: 4a.1
# verdict: failed
# cause: shifted-the-other-way
import numpy as np


def shift(images, down, right):
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (4, 4), (4, 4), (0, 0)))
    moved = np.empty_like(images)
    for i in range(len(images)):
        row, column = 4 + down[i], 4 + right[i]
        moved[i] = padded[i, row : row + height, column : column + width]
    return moved
