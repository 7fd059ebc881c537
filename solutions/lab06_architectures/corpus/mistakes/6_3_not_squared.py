# task: 6.3
# verdict: failed
# cause: size-not-squared


def convolution_parameters(size, channels, filters):
    ordinary = (size * channels + 1) * filters
    return ordinary, size * channels + (channels + 1) * filters
