# task: 7.1
# verdict: failed
# cause: classes-fixed


def describe_data(images, labels):
    counts = np.bincount(labels)
    return {
        "image_shape": images.shape[1:],
        "images_a_class": np.bincount(labels, minlength=10),
        "baseline": counts.max() / counts.sum(),
    }
