# task: 7.1
# verdict: failed
# cause: shape-of-all-images


def describe_data(images, labels):
    counts = np.bincount(labels)
    return {
        "image_shape": images.shape,
        "images_a_class": counts,
        "baseline": counts.max() / counts.sum(),
    }
