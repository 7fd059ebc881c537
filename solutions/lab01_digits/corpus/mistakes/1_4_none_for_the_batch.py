# task: 1.4
# verdict: failed
# cause: none-among-numbers


def name_shapes(images_shape, units):
    _, height, width, channels = images_shape
    return [(None, columns) for columns in (height * width * channels, *units)]
