# task: 4a.1
# verdict: raised an error
# cause: shift-too-far
import numpy as np


def shift(images, down, right):
    height, width = images.shape[1:3]
    result = np.zeros_like(images)
    for index, image in enumerate(images):
        padded = np.pad(image, ((4, 4), (4, 4), (0, 0)))
        row, column = 4 - down[index], 4 - right[index]
        result[index] = padded[row : row + height, column : column + width]
    return result
