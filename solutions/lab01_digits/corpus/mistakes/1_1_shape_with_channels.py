# task: 1.1
# verdict: failed
# cause: shape-with-channels


def measure_images(images):
    return images.shape
