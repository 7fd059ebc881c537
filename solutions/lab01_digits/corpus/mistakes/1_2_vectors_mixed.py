# task: 1.2
# verdict: failed
# cause: vectors-mixed


def to_vectors(images):
    return images.reshape(-1, len(images)).T.astype("float32") / 255
