# task: 4a.6
# verdict: failed
# cause: augment-all-alike
import numpy as np


def augment(images, rng):
    same = np.ones(len(images))
    images = rotate(images, rng.uniform(-10, 10) * same)
    images = zoom(images, rng.uniform(0.9, 1.1) * same)
    down, right = rng.integers(-2, 3, 2)
    images = shift(images, (down * same).astype(int), (right * same).astype(int))
    return brighten(images, rng.uniform(0.8, 1.2) * same)
