# task: 2.1
# verdict: failed
# cause: nothing-returned


def scale_pixels(images):
    images = images.astype("float32") / 255
