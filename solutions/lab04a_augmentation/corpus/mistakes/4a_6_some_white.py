# task: 4a.6
# verdict: failed
# cause: augment-blank
import numpy as np


def augment(images, rng):
    images = shift(images, rng.integers(-2, 3, len(images)), rng.integers(-2, 3, len(images)))
    images[rng.random(len(images)) < 0.5] = 1
    return images
