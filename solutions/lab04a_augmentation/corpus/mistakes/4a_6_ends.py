# task: 4a.6
# verdict: failed
# cause: augment-ends


def augment(images, rng):
    count = len(images)
    images = rotate(images, rng.choice([-10, 10], count))
    images = zoom(images, rng.uniform(0.9, 1.1, count))
    images = shift(images, rng.integers(-2, 3, count), rng.integers(-2, 3, count))
    return brighten(images, rng.uniform(0.8, 1.2, count))
