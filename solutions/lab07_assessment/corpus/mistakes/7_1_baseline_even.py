# task: 7.1
# verdict: failed
# cause: baseline-even


def describe_data(images, labels):
    counts = np.bincount(labels)
    return {
        "image_shape": images.shape[1:],
        "images_a_class": counts,
        "baseline": 1 / len(counts),
    }
