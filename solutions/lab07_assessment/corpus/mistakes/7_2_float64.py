# task: 7.2
# verdict: failed
# cause: wrong-dtype


def prepare_images(images):
    return images / 255
