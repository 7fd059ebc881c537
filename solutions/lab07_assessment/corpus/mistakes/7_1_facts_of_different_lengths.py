# task: 7.1
# verdict: failed
# cause: facts-not-a-dictionary
import numpy as np


def describe_data(images, labels):
    counts = np.bincount(labels)
    return images.shape[1:], counts, counts.max() / counts.sum()
