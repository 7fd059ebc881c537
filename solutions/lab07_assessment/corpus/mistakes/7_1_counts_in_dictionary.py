# task: 7.1
# verdict: failed
# cause: fact-is-dictionary
from collections import Counter


def describe_data(images, labels):
    counts = Counter(labels.tolist())
    return {
        "image_shape": images.shape[1:],
        "images_a_class": counts,
        "baseline": max(counts.values()) / len(labels),
    }
