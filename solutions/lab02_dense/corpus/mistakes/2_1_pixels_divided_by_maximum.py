# task: 2.1
# verdict: failed
# cause: pixels-divided-by-maximum


def scale_pixels(images):
    images = images.astype("float32")
    return images / images.max()
