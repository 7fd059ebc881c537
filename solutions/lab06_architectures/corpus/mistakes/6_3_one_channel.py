# task: 6.3
# verdict: failed
# cause: kernel-of-one-channel


def convolution_parameters(size, channels, filters):
    return (size**2 + 1) * filters, size**2 * channels + (channels + 1) * filters
