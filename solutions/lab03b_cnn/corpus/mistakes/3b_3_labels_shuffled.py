# task: 3b.3
# verdict: failed
# cause: labels-of-other-images


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    np.random.shuffle(x_train)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
