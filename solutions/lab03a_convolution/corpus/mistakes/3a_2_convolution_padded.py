# task: 3a.2
# verdict: failed
# cause: convolution-padded
from scipy import signal


def convolve(image, kernel, stride=1):
    return signal.correlate2d(image, kernel, mode="same")[::stride, ::stride]
