# task: 7.5
# verdict: failed
# cause: pixels-scaled-twice


def predict_classes(model, images):
    return np.argmax(model.predict(prepare_images(images), verbose=0), axis=1)
