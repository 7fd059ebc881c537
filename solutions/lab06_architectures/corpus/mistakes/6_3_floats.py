# task: 6.3
# verdict: partly passed
# cause: numbers-not-integers


def convolution_parameters(size, channels, filters):
    kernel = size**2.0
    ordinary = (kernel * channels + 1) * filters
    return ordinary, kernel * channels + (channels + 1) * filters
