# task: 1.4
# verdict: failed
# cause: weights-not-outputs


def name_shapes(images_shape, units):
    _, height, width, channels = images_shape
    widths = [height * width * channels, *units]
    return list(zip(widths[:-1], widths[1:]))
