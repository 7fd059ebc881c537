# task: 2.1
# verdict: failed
# cause: wrong-dtype


def scale_pixels(images):
    return images / 255
