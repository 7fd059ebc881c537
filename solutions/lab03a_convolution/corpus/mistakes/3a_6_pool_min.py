# task: 3a.6
# verdict: failed
# cause: pool-min
import numpy as np


def max_pool(image, size):
    rows, columns = image.shape[0] // size, image.shape[1] // size
    output = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            block = image[i * size : (i + 1) * size, j * size : (j + 1) * size]
            output[i, j] = block.min()
    return output
