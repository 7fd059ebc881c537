# task: 2.1
# verdict: failed
# cause: pixels-divided-as-integers
import numpy as np


def scale_pixels(images):
    scaled = np.zeros_like(images)
    scaled[...] = images / 255
    return scaled
