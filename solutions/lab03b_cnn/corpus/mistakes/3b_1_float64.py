# task: 3b.1
# verdict: failed
# cause: wrong-dtype


def prepare_images(images):
    return images.reshape(-1, 28, 28, 1) / 255
