# task: 4a.6
# verdict: failed
# cause: augment-one-for-all
import numpy as np


def augment(images, rng):
    count = len(images)
    images = rotate(images, rng.uniform(-10, 10, count))
    images = zoom(images, rng.uniform(0.9, 1.1, count))
    images = shift(images, rng.integers(-2, 3, count), rng.integers(-2, 3, count))
    return brighten(images, np.full(count, rng.uniform(0.8, 0.9)))
