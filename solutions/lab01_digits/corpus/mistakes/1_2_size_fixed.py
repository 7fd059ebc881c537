# task: 1.2
# verdict: failed
# cause: vectors-all-in-one


def to_vectors(images):
    return images.reshape(-1, 784).astype("float32") / 255
