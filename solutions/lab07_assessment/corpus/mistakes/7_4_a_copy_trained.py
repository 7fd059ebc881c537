# task: 7.4
# verdict: failed
# cause: untrained


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    copy = keras.models.clone_model(model)
    copy.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return copy.fit(x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0)
