# task: 7.2
# verdict: failed
# cause: images-reshaped


def prepare_images(images):
    return images.reshape(len(images), -1).astype("float32") / 255
