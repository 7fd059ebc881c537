# task: 1.1
# verdict: failed
# cause: height-width-swapped


def measure_images(images):
    count, width, height, _ = images.shape
    return count, height, width
