# attack: answers with a map so large that the right one would be looked for at millions of places
# task: 3a.2
# verdict: failed or skipped
# slow: sends an answer near the limit

import numpy as np


def convolve(image, kernel, stride=1):
    return np.arange(8_000_000.0).reshape(2_000, 4_000)
