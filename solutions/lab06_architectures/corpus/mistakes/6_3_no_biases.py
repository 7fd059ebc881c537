# task: 6.3
# verdict: failed
# cause: biases-not-counted


def convolution_parameters(size, channels, filters):
    return size**2 * channels * filters, size**2 * channels + channels * filters
