# task: 1.2
# verdict: failed
# cause: pixels-not-scaled


def to_vectors(images):
    return images.reshape(len(images), -1).astype("float32")
