# task: 1.4
# verdict: failed
# cause: sizes-fixed


def name_shapes(images_shape, units):
    return [(images_shape[0], columns) for columns in (784, *units)]
