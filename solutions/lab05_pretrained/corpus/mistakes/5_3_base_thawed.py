# task: 5.3
# verdict: failed
# cause: base-trained-with-head
import keras


def train_head(model, x_train, y_train, epochs):
    model.layers[1].trainable = True
    model.compile(
        keras.optimizers.Adam(0.001), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model.fit(x_train, y_train, epochs=epochs, batch_size=10, verbose=0)
