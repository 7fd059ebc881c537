# task: 7.5
# verdict: failed
# cause: classes-from-one


def predict_classes(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=1) + 1
