# task: 3b.3
# verdict: failed
# cause: trained-on-validation


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_valid, y_valid, validation_data=(x_train, y_train), epochs=epochs, verbose=0
    )
