# task: 4a.6
# verdict: failed
# cause: augment-not-finite


def augment(images, rng):
    count = len(images)
    images = rotate(images, rng.uniform(-10, 10, count))
    images = zoom(images, rng.integers(0, 2, count))
    images = shift(images, rng.integers(-2, 3, count), rng.integers(-2, 3, count))
    return brighten(images, rng.uniform(0.8, 1.2, count))
