# task: 1.4
# verdict: failed
# cause: channels-not-counted


def name_shapes(images_shape, units):
    count, height, width, _ = images_shape
    return [(count, columns) for columns in (height * width, *units)]
