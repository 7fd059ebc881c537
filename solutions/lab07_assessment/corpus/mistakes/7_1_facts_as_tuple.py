# task: 7.1
# verdict: failed
# cause: facts-not-a-dictionary


def describe_data(images, labels):
    counts = np.bincount(labels)
    return len(images), len(counts), counts.max() / counts.sum()
