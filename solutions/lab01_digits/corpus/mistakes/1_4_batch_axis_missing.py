# task: 1.4
# verdict: failed
# cause: batch-axis-missing


def name_shapes(images_shape, units):
    _, height, width, channels = images_shape
    return [height * width * channels, *units]
