# task: 3b.4
# verdict: failed
# cause: confidence-not-class


def predict_classes(model, images):
    return model.predict(images, verbose=0).max(axis=1)
