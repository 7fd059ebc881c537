# task: 7.1
# verdict: failed
# cause: shape-without-channels


def describe_data(images, labels):
    counts = np.bincount(labels)
    return {
        "image_shape": images.shape[1:3],
        "images_a_class": counts,
        "baseline": counts.max() / counts.sum(),
    }
