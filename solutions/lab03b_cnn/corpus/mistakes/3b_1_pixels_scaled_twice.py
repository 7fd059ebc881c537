# task: 3b.1
# verdict: failed
# cause: pixels-scaled-twice


def prepare_images(images):
    images = images.astype("float32") / 255
    return images.reshape(-1, 28, 28, 1) / 255
