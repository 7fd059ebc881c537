# task: 2.1
# verdict: failed
# cause: pixels-scaled-twice


def scale_pixels(images):
    images = images.astype("float32") / 255.0
    return images / 255.0
