# task: 3b.3
# verdict: failed
# cause: accuracy-of-other-labels


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["categorical_accuracy"])
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
