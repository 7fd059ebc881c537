# task: 1.2
# verdict: failed
# cause: sizes-fixed


def to_vectors(images):
    return images.reshape(-1, 784).astype("float32") / 255
