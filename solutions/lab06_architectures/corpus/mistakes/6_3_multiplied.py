# task: 6.3
# verdict: failed
# cause: steps-multiplied


def convolution_parameters(size, channels, filters):
    ordinary = (size**2 * channels + 1) * filters
    return ordinary, size**2 * channels * channels * filters + filters
