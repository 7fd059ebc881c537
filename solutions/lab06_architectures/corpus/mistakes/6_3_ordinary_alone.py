# task: 6.3
# verdict: failed
# cause: counts-alone


def convolution_parameters(size, channels, filters):
    return (size**2 * channels + 1) * filters
