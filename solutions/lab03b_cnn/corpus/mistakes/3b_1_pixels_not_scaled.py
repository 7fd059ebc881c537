# task: 3b.1
# verdict: failed
# cause: pixels-not-scaled


def prepare_images(images):
    return images.reshape(-1, 28, 28, 1).astype("float32")
