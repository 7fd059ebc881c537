# task: 4b.2
# verdict: failed
# cause: paper-taken-for-ink
import numpy as np


def find_ink(grey):
    return 1 - grey
