# task: 1.2
# verdict: failed
# cause: wrong-dtype


def to_vectors(images):
    return images.reshape(len(images), -1) / 255
