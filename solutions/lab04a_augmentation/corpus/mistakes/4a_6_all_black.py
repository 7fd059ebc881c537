# task: 4a.6
# verdict: failed
# cause: augment-blank
import numpy as np


def augment(images, rng):
    # The brightness is drawn as a whole number: nearly always 0.
    return brighten(images, rng.integers(0, 1, len(images))).astype(np.float32)
