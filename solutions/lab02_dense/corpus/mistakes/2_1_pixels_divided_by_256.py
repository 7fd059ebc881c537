# task: 2.1
# verdict: failed
# cause: pixels-divided-by-256


def scale_pixels(images):
    return (images / 256).astype("float32")
