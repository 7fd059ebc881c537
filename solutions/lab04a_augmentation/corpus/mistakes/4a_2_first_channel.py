# task: 4a.2
# verdict: failed
# cause: channels-left-out
import numpy as np
from scipy import ndimage


def rotate(images, degrees):
    result = np.zeros_like(images)
    for index, angle in enumerate(degrees):
        result[index, :, :, 0] = ndimage.rotate(images[index, :, :, 0], angle, reshape=False)
    return result
