# task: 1.1
# verdict: failed
# cause: channels-last


def measure_images(images):
    count, _, height, width = images.shape
    return count, height, width
