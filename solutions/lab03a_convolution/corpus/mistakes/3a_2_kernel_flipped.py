# task: 3a.2
# verdict: failed
# cause: kernel-flipped
from scipy import signal


def convolve(image, kernel, stride=1):
    return signal.convolve2d(image, kernel, mode="valid")[::stride, ::stride]
