# task: 6.4
# verdict: failed
# cause: no-separable-convolution


def build_separable(input_shape, num_classes):
    return build_cnn(input_shape, num_classes)
