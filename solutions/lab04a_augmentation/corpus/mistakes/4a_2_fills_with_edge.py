# task: 4a.2
# verdict: failed
# cause: outside-not-black
import numpy as np
from scipy import ndimage


def rotate(images, degrees):
    pairs = zip(images, degrees, strict=True)
    return np.array(
        [ndimage.rotate(image, angle, reshape=False, mode="nearest") for image, angle in pairs]
    )
