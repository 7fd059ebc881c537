# task: 2.1
# verdict: failed
# cause: pixels-divided-as-integers


def scale_pixels(images):
    return (images // 255).astype("float32")
