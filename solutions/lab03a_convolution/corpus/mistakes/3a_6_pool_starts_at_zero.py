# task: 3a.6
# verdict: failed
# cause: pool-starts-at-zero
import numpy as np


def max_pool(image, size):
    rows, columns = image.shape[0] // size, image.shape[1] // size
    output = np.zeros((rows, columns))
    for i in range(rows * size):
        for j in range(columns * size):
            output[i // size, j // size] = max(output[i // size, j // size], image[i, j])
    return output
