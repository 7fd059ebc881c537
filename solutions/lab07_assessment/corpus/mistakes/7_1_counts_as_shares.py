# task: 7.1
# verdict: failed
# cause: counts-as-shares


def describe_data(images, labels):
    counts = np.bincount(labels)
    return {
        "image_shape": images.shape[1:],
        "images_a_class": counts / len(labels),
        "baseline": counts.max() / counts.sum(),
    }
