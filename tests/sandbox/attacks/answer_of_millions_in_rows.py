# attack: answers with so many rows that the right result would be looked for at millions of places
# task: 2.2/one_hot
# verdict: failed
# slow: sends an answer near the limit

import numpy as np


def encode_labels(labels, num_classes):
    return np.arange(8_000_000.0).reshape(2_000, 4_000)
