# task: 1.2
# verdict: failed
# cause: vectors-not-flattened


def to_vectors(images):
    return images.astype("float32") / 255
