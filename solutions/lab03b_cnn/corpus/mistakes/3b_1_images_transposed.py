# task: 3b.1
# verdict: failed
# cause: images-transposed


def prepare_images(images):
    images = images.reshape(-1, 28, 28, 1).transpose(0, 2, 1, 3)
    return images.astype("float32") / 255
