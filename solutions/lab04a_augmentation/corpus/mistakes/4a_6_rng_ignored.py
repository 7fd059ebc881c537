# task: 4a.6
# verdict: failed
# cause: augment-rng-ignored
import numpy as np


def augment(images, rng):
    count = len(images)
    images = rotate(images, np.random.uniform(-10, 10, count))
    images = zoom(images, np.random.uniform(0.9, 1.1, count))
    images = shift(images, np.random.randint(-2, 3, count), np.random.randint(-2, 3, count))
    return brighten(images, np.random.uniform(0.8, 1.2, count))
