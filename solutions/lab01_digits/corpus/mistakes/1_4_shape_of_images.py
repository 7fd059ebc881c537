# task: 1.4
# verdict: failed
# cause: rows-uneven


def name_shapes(images_shape, units):
    return [images_shape, *((images_shape[0], columns) for columns in units)]
