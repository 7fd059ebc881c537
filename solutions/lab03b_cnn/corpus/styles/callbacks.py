# lab: lab03b
import keras


def build_cnn(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.layers.Conv2D(20, 5, activation="tanh", input_shape=input_shape),
            keras.layers.MaxPooling2D(2),
            keras.layers.Dropout(0.2),
            keras.Sequential(
                [
                    keras.layers.Conv2D(40, 5, activation="tanh"),
                    keras.layers.MaxPooling2D(2),
                ]
            ),
            keras.layers.Flatten(),
            keras.layers.Dense(100, activation="tanh", kernel_regularizer="l2"),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(
        x_train,
        y_train,
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        callbacks=[
            keras.callbacks.ReduceLROnPlateau(patience=3),
            keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True),
            keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True),
        ],
    )
