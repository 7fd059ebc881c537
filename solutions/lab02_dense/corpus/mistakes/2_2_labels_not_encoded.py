# task: 2.2
# verdict: failed
# cause: labels-not-encoded


def encode_labels(labels, num_classes):
    return labels.astype("float32")
