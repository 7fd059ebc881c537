# task: 1.3
# verdict: failed
# cause: nothing-returned
import numpy as np


def one_hot(label, num_classes):
    row = np.zeros(num_classes)
    row[label] = 1
