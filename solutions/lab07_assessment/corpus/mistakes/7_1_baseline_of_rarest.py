# task: 7.1
# verdict: failed
# cause: baseline-of-rarest


def describe_data(images, labels):
    counts = np.bincount(labels)
    return {
        "image_shape": images.shape[1:],
        "images_a_class": counts,
        "baseline": counts.min() / counts.sum(),
    }
