# task: 4a.3
# verdict: failed
# cause: zoom-inverted
import numpy as np


def zoom(images, factors):
    return move_pixels(images, np.eye(2) * factors[:, np.newaxis, np.newaxis])
