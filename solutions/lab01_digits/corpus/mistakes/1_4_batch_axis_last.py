# task: 1.4
# verdict: failed
# cause: batch-axis-last


def name_shapes(images_shape, hidden_units):
    count, height, width, channels = images_shape
    return [(columns, count) for columns in (height * width * channels, *hidden_units)]
