# task: 1.2
# verdict: failed
# cause: vectors-all-in-one


def to_vectors(images):
    return images.flatten().astype("float32") / 255
