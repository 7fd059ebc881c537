# task: 7.1
# verdict: failed
# cause: fact-missing


def describe_data(images, labels):
    return {"image_shape": images.shape[1:], "classes": np.bincount(labels)}
