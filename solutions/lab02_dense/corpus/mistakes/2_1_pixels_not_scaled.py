# task: 2.1
# verdict: failed
# cause: pixels-not-scaled


def scale_pixels(images):
    return images.astype("float32")
