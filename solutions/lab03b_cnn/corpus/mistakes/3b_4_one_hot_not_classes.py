# task: 3b.4
# verdict: failed
# cause: one-hot-not-classes


def predict_classes(model, images):
    probabilities = model.predict(images, verbose=0)
    return (probabilities > 0.5).astype(int)
