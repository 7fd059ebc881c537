# task: 3b.1
# verdict: failed
# cause: images-left-flat


def prepare_images(images):
    return images.astype("float32") / 255
