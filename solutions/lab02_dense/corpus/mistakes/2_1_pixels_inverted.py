# task: 2.1
# verdict: failed
# cause: pixels-inverted


def scale_pixels(images):
    return 1 - images.astype("float32") / 255
