# task: 4b.7
# verdict: failed
# cause: names-of-shorter-list
import numpy as np


def likeliest(probabilities, class_names, count):
    left, pairs = list(probabilities), []
    while left and len(pairs) < count:
        label = int(np.argmax(left))
        pairs.append((class_names[label], float(left.pop(label))))
    return pairs
