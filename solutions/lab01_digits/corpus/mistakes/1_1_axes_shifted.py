# task: 1.1
# verdict: failed
# cause: axes-shifted


def measure_images(images):
    return images[0].shape
