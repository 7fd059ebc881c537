# task: 4a.6
# verdict: failed
# cause: augment-changes-missing


def augment(images, rng):
    count = len(images)
    rotated = rotate(images, rng.uniform(-10, 10, count))
    zoom(rotated, rng.uniform(0.9, 1.1, count))
    shift(images, rng.integers(-2, 3, count), rng.integers(-2, 3, count))
    return brighten(images, rng.uniform(0.8, 1.2, count))
