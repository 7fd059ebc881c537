# task: 4a.1
# verdict: failed
# cause: channels-left-out
import numpy as np


def shift(images, down, right):
    height, width = images.shape[1:3]
    result = np.zeros_like(images)
    for index, image in enumerate(images):
        padded = np.pad(image[:, :, 0], 10)
        row, column = 10 - down[index], 10 - right[index]
        result[index, :, :, 0] = padded[row : row + height, column : column + width]
    return result
