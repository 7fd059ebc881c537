# task: 7.5
# verdict: failed
# cause: probabilities-not-classes


def predict_classes(model, images):
    return model.predict(images, verbose=0)
