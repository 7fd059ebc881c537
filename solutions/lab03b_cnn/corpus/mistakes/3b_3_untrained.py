# task: 3b.3
# verdict: failed
# cause: untrained


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    fresh = build_cnn(x_train.shape[1:], 10)
    fresh.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return fresh.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
