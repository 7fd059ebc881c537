# task: 3b.1
# verdict: failed
# cause: channel-missing


def prepare_images(images):
    return images.reshape(-1, 28, 28).astype("float32") / 255
