# task: 6.3
# verdict: failed
# cause: depthwise-bias


def convolution_parameters(size, channels, filters):
    ordinary = (size**2 * channels + 1) * filters
    depthwise = (size**2 + 1) * channels
    return ordinary, depthwise + (channels + 1) * filters
