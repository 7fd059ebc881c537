# task: 3a.6
# verdict: raised an error
# cause: swapped
import numpy as np


def max_pool(image, size):
    columns, rows = image.shape[0] // size, image.shape[1] // size
    return np.array(
        [
            [image[i * size : (i + 1) * size, j * size : (j + 1) * size].max() for j in range(columns)]
            for i in range(rows)
        ]
    )
