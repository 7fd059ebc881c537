# attack: aborts
# task: 3a.4
# verdict: raised an error
# slow: takes seconds to die

import os


def output_size(size, kernel_size, stride, padding):
    os.abort()
