# task: 2.1
# verdict: failed
# cause: pixels-centered


def scale_pixels(images):
    return images.astype("float32") / 127.5 - 1
