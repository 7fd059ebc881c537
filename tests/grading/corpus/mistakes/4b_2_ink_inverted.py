# task: 4b.2
# verdict: failed
# cause: ink-inverted
import numpy as np


def find_ink(grey):
    return grey
