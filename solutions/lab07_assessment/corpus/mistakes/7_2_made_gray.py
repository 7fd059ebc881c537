# task: 7.2
# verdict: failed
# cause: images-reshaped


def prepare_images(images):
    return images.mean(axis=-1, keepdims=True).astype("float32") / 255
