# task: 7.2
# verdict: failed
# cause: pixels-divided-by-maximum


def prepare_images(images):
    return (images / images.max()).astype("float32")
