# task: 7.2
# verdict: failed
# cause: pixels-not-scaled


def prepare_images(images):
    return images.astype("float32")
