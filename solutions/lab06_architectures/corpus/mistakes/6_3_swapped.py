# task: 6.3
# verdict: failed
# cause: counts-swapped


def convolution_parameters(size, channels, filters):
    ordinary = (size**2 * channels + 1) * filters
    separable = size**2 * channels + (channels + 1) * filters
    return separable, ordinary
