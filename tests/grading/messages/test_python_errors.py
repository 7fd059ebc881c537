"""What a learner is told to do about an exception: each is raised for real."""

from __future__ import annotations

import importlib
import io
import pdb
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fundamentals.grading.messages._python_errors import PACKAGES, hint_for
from fundamentals.sandbox import LocalStudent, SourceLine, StudentError, running

SETUP = """
import keras
import numpy as np
import tensorflow as tf
from keras import layers

x = np.ones((8, 4), "float32")
y = np.arange(8) % 3

def model():
    made = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation="softmax")])
    made.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return made
"""
# What the hint must say, by what the learner wrote.
KERAS_2 = {
    "keras.optimizers.Adam(lr=0.01)": "write learning_rate.",
    "keras.optimizers.legacy.Adam(0.1)": "keras.optimizers.Adam",
    "model().predict_classes(x)": "argmax(axis=-1)",
    "model().fit_generator(x)": "write model.fit.",
    "model().evaluate_generator(x)": "write model.evaluate.",
    "model().fit(x, y, nb_epoch=2)": "write epochs.",
    "model().fit(x, y, workers=2)": "remove it",
    "import keras.utils.np_utils": "keras.utils.to_categorical",
    "from keras.utils import np_utils": "keras.utils.to_categorical",
    "from tensorflow.keras.utils import np_utils": "keras.utils.to_categorical",
    "from keras.layers.convolutional import Conv2D": "from keras.layers import",
    "from keras.preprocessing.image import ImageDataGenerator": "RandomRotation",
    "layers.Conv2D(3, 3, border_mode='same')": "write padding.",
    "layers.experimental.preprocessing.Rescaling(1 / 255)": "keras.layers.Rescaling",
    "keras.Model(input=1, output=2)": "write outputs.",
    "keras.utils.to_categorical(y, nb_classes=3)": "write num_classes.",
    "keras.backend.mean(x)": "write keras.ops.",
    "tf.Session()": "Keras 3",
}
OTHERS = {
    "m = model(); m.compile(loss='mse', metrics=['q']); m.fit(x, y)": "no metric called",
    "layers.AveragePooling2D()": "also needs 'pool_size'",
    "np.pad(x, 1, mode='zero')": '"constant" fills with zeros',
    "raise RuntimeError('A non-persistent GradientTape can only be used')": "in one call",
    "with tf.GradientTape() as t: t.watch(model().trainable_variables)": "leave tape.watch out",
    "keras.Input(*(28, 28, 1))": "the whole tuple",
    "model().output": "model.outputs[0]",
    "layers.Conv2D(3, 3)(keras.Input((None, 8, 8, 1)))": "without the batch",
    "np.random.default_rng().choice(np.where(x[:, 0]), 4, replace=False)": "a tuple",
    "keras.Sequential(keras.Input((4,)), layers.Dense(3))": "into one list",
    "keras.Sequential(layers.Flatten(), 'a', True, layers.Dense(3))": "into one list",
    "layers.Dense(3)(layers.Flatten()(keras.Input((None, 8, 8))))": "without the batch",
    "layers.Dense('relu', 3)": "relu was passed where the number of units",
    "layers.Dense(3, activations='relu')": "Dense has no such argument: 'activations'",
    "model().fit(keras.utils.PyDataset)": "PyDataset is the class",
    "keras.Sequential().add(layers.Flatten)": "Flatten(…)",
    "model().compile(keras.optimizers.Adam, 'mse')": "Adam is the class",
    "m = model(); m.compile('adam', 'accuracy'); m.fit(x, y)": "no loss called accuracy",
    "layers.Dense(3, activation='sofmax')": 'Most use "relu"',
    "keras.Sequential([keras.Input((8, 8, 1)), layers.Conv1D(3, 3)])": "need Conv2D",
    "keras.Sequential([keras.Input((8, 8, 1)), layers.MaxPooling1D()])": "need Conv2D",
    "x[[0, 1, 2], [0, 1]]": "the same length",
    "0.1 * (1.0, 2.0)": "np.array(values)",
    "(0.5)[0]": "one number per image",
    "np.float64(0.5)[0]": "one number per image",
    "from scipy import ndimage; ndimage.shift(x, (1,))": "one number per axis",
    "a, b = x.shape[:1]": "as many names on the left",
    "x.reshape(2, 4, 8)": "one number where each image needs",
    "x[y.astype(float)]": "integer arrays",
    "x[np.ones(3, bool)]": "Print the shapes",
    "np.eye(2) / np.ones(3)": "[:, np.newaxis, np.newaxis]",
    "np.ones(3) * np.ones((3, 2, 2))": "[:, np.newaxis, np.newaxis]",
    "made = model(); made.compile('adam', 'mse', [keras.metrics.MeanSquaredError()]); "
    "made.fit(x, y)": "loss_weights",
    "[1.0] - [2.0]": "use one number",
    "x.astype(float) ^ 2": "values ** 2",
    "layers.Conv2D(16, 3, 'relu')": "relu was passed where the strides belong",
    "layers.Conv2D(3, 3)(layers.Flatten()(keras.Input((8, 8, 1))))": "before Flatten",
    "keras.Input((3, 4)).T": "use layers, or keras.ops",
    "layers.Add()(x, x)": "Add()([x, y])",
    "keras.Input((28, 32)) + np.zeros((28, 28))": "First give both the same width",
    "layers.Concatenate()([keras.Input((28, 32)), np.zeros((28, 32))])": "write a + b",
    "layers.GlobalAveragePooling2D()(keras.Input((28, 32)))": "use GlobalAveragePooling1D",
    "layers.Conv2D(True - 1 > 0, 3)": "filters became False",
    "layers.LSTM(8)(keras.Input((28, 28, 1)))": "each row a step",
    "layers.GRU(8)(layers.LSTM(8)(keras.Input((28, 28))))": "return_sequences=True",
    "layers.MultiHeadAttention(2, 8)(keras.Input((28, 32)))": "layer(x, x)",
    "keras.Sequential([keras.Input((28, 32)), layers.MultiHeadAttention(2, 8)])": "keras.Model",
    "keras.Input((28, 32)) + np.zeros((32, 28))": "28 × 32, the other 32 × 28",
    "m = model(); m.compile('adam', 'mse'); m.fit(x, y, x, y, epochs=1)": "validation_data=",
    "model().compile('adam', 'mse', metrics='accuracy')": "even of one",
    "raise ValueError('No loss to compute. Provide a `loss` argument.')": "without a loss",
    "model().fit(x, y, validation=(x, y))": "no argument called validation",
    "from keras.src.losses.losses import categorical_crossentropy as f; "
    "f(keras.ops.zeros(3), keras.ops.zeros((3, 4)))": "integers need sparse_categorical",
    "raise ValueError('When providing `x` as a PyDataset, `y` should not be passed.')": "alone",
    "0.5 ^ 2": "values ** 2",
    "layers.Conv2D((3, 3), 16)(keras.Input((8, 8, 1)))": "filters first",
    "layers.Dense(3)(layers.Flatten())": "not its output",
    "layers.Conv2D(3, 3, padding='zero')": "Only these are allowed",
    "x.reshape(2, 4)": "4 times as many",
    "from fundamentals.training import fit; fit(model(), x, y, x, y)": "more positional arguments",
    "keras.optimizers.Adam(10)": "a decimal number",
    "layers.Dropout(30)": "30 % is 0.3",
    "made = model(); made.compile('adam', 'mse', ['accuracy']); made.fit(x, y)": "loss_weights",
    "layers.Conv2D(3, 5)(keras.Input((4, 4, 1)))": "smaller than the window",
    "0.5 * [].append(1)": "without a return statement",
    "import cv2": "cv2 is not installed here",
    "import tensorflow_addons": "matplotlib",
    "from google.colab import drive": "in Colab only",
    "import fundamentals.convolution": "Write the function yourself",
    "from scipy.misc import imread": "no such name",
    "keras.utils.plot_model(model(), 'x.png')": "needs pydot",
    "raise ImportError('TensorBoard callback requires `tensorboard`')": "needs TensorBoard",
    "keras.Sequential([layers.Dense(3)]).fit(x, y)": "call model.compile",
    "o = model().optimizer; o.build(model().weights); o.apply([x, y], model().weights)": "again",
    "keras.Model(keras.Input((4,)), model())": "a whole keras.Model",
    "np.stack([np.ones((2, 3)), np.ones((3, 2))])": "reshape=False",
    "made = model(); made.optimizer.apply([None] * 2, made.trainable_variables)": "the with block",
    "model().fit(x, y, verbose=0)['loss']": "history.history",
    "np.zeros(3).sum(axis=1)": "there is no axis 1",
    "keras.Model(keras.Input((4,)), None)": "a function without a return statement",
    # Whole numbers.
    "model().fit(x, y, steps_per_epoch=8 / 3)": "divide with //",
    "model().fit(x, y, batch_size=8 / 3)": "divide with //",
    "layers.Dense(128 / 3)": "divide with //",
    "np.zeros((8 / 2, 4))": "divide with //",
    "x[8 / 2]": "divide with //",
    "[1, 2][2 / 2]": "divide with //",
    "range(x.shape)": "image.shape[0]",
    "np.zeros(8, 4)": "np.zeros((rows, columns))",
    # Functions and their results.
    "x[0, 0] = x.sum": "call it with ( )",
    "x.sum / 2": "call it with ( )",
    "x.sum[0]": "call it with ( )",
    "x.shape()": "tuple is not one",
    # Types of numbers.
    "tf.constant(1) * tf.constant(1.5)": "to one dtype first",
    "tf.math.softmax(tf.constant([1, 2]))": "to one dtype first",
    "tf.reduce_mean(y) / 1.5": "to one dtype first",
    "x.astype('uint8').__iadd__(0.5)": "array of uint8 cannot hold float64",
    # Shapes.
    "model()(np.zeros((2, 5)))": "Print the shapes",
    "i = keras.Input((4, 1)); keras.Model(i, layers.Flatten()(i))(x.T)": "(None, 4, 1) and got",
    "model().fit(x, y - 1)": "got the label -1",
    "model().predict(x[0])": "image[np.newaxis]",
    "model().fit(x, y[:4])": "Print the shapes",
    "x @ x": "the last axis of a (4)",
    "x + np.zeros((2, 5))": "Print the shapes",
    "x.reshape(3, 5)": "32 do not fit into (3,5)",
    "float(x)": "Print the shapes",
    "keras.Sequential([keras.Input((28, 28)), layers.Conv2D(3, 3)])": "takes 4 axes and got 3",
    "x[100]": "outside the array",
    "[][0]": "len(...)",
    "1 if x > 0 else 2": "np.where",
    # Names.
    "nowhere": "spelling of nowhere",
    "exec('def f():\\n    a += a\\nf()')": "Assign a value to a",
    "None.shape": "without a return statement",
    "model().summary().layers": "without a return statement",
    "tf.ones(3).reshape(3)": "np.asarray(x)",
    "x.nope": "print(type(...))",
    "np.zero(3)": "did you mean zeros?",
    "kernel_size = 3; kernal_size": "did you mean kernel_size?",
    "pritn(x)": "did you mean print?",
    "model().fit(x, y, verbose=0).history['acc']": '"accuracy"',
    "{}['a']": "keys()",
    "(lambda a: a)()": "the function's parameters",
    "(lambda a: a)(1, b=2)": "the function's parameters",
    "tf.nn.relu(keras.Input((3,)))": "keras.ops",
    # The rest of the world.
    "open('data.csv')": "no access to other files or the network",
    "raise Exception('URL fetch failure on https://x')": "or the network",
    "raise EOFError": "input()",
    "exec('def f()')": "ends with a colon",
    "exit()": "remove exit()",
    "breakpoint()": "breakpoint()",
    "raise RecursionError('maximum recursion depth exceeded')": "calls itself",
    "1 / 0": "divisor",
    "raise KeyError": "keys()",
    "raise ValueError('no')": "Read the last line first",
    "raise AssertionError": "Read the last line first",
}
UNPARSED = {
    "for i in range（3）:": "type ( instead",
    "zeros((3，4))": "type , instead",
    "for i in range(3)：": "type : instead",
    "a = “blur”": 'type " instead',
    "a = 1\u3000+ 2": "invisible character",
    "if 1:\n        a = 1\n\tb = 2": "four spaces everywhere",
    "a = 1\n  b = 2": "indented further",
    "if 1:\n    a = 1\n  b = 2": "fits no line above",
    "for i in a:\nb = 2": "four more spaces",
    "a = (1, 2": "Close that bracket",
    "a = 1)": "closing bracket too many",
    "a = 'blur": "must end with the same",
    "for i in range(3)\n    pass": "ends with a colon",
    "if a = 1:\n    pass": "== compares",
    "return 1": "outside its function",
    "retrun a": "Did you mean return?",
    "form numpy import zeros": "Did you mean from?",
    "a b": "Python cannot parse",
}


@pytest.fixture(scope="module")
def fail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], StudentError]]:
    """Return what a submission that runs a line raises."""
    lines = [*KERAS_2, *OTHERS]
    functions = [
        f"def line_{number}():\n" + textwrap.indent(line, "    ")
        for number, line in enumerate(lines)
    ]
    path: Path = tmp_path_factory.mktemp("hints") / "lab.py"
    path.write_text("\n\n".join([SETUP, *functions]) + "\n", encoding="utf-8")
    with LocalStudent(path) as student, pytest.MonkeyPatch.context() as patch:
        # pytest's own would wait for somebody to type.
        patch.setattr(sys, "breakpointhook", _break_without_input)

        def fail(line: str) -> StudentError:
            with pytest.raises(StudentError) as caught:
                running(student).call(f"line_{lines.index(line)}")
            return caught.value

        yield fail


def _break_without_input() -> None:
    pdb.Pdb(stdin=io.StringIO(), stdout=io.StringIO()).set_trace(sys._getframe(1))


@pytest.mark.parametrize("line", list(KERAS_2))
def test_keras_2_is_named_with_what_replaces_it(
    line: str, fail: Callable[[str], StudentError]
) -> None:
    hint = hint_for(fail(line))
    for text in (hint.en, hint.zh_hant):
        assert "Keras 2" in text
        assert "{" not in text
    assert KERAS_2[line] in hint.en


@pytest.mark.parametrize("line", list(OTHERS))
def test_the_hint_goes_by_what_happened(line: str, fail: Callable[[str], StudentError]) -> None:
    error = fail(line)
    assert OTHERS[line] in hint_for(error).en, error


def test_a_label_out_of_range_has_its_hint_however_tensorflow_words_it() -> None:
    """Which of its kernels finds it depends on the process."""
    message = (
        "Graph execution error:\n\nDetected at node compile_loss/sparse_categorical_crossentropy/"
        "SparseSoftmaxCrossEntropyWithLogits/GatherV2 defined at (most recent call last):\n"
        "indices[3] = -1 is not in [0, 3)"
    )
    error = StudentError("InvalidArgumentError", message)
    assert "got the label -1" in hint_for(error).en


@pytest.mark.parametrize("source", list(UNPARSED))
def test_a_line_that_python_cannot_parse_gets_its_own_hint(source: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        compile(source, "lab.py", "exec")
    line = caught.value.lineno or 1
    at = SourceLine(line, source.splitlines()[line - 1].strip(), cell=None)
    error = StudentError(type(caught.value).__name__, caught.value.msg, at)
    assert UNPARSED[source] in hint_for(error).en, error


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "convolve() got an unexpected keyword argument 'stride'",
            "calls your function with stride",
        ),
        ("f() missing 1 required positional argument: 'stride'", "function without stride"),
        ("f() missing 2 required positional arguments: 'a' and 'b'", "function without a and b"),
    ],
)
def test_a_changed_parameter_is_named(message: str, expected: str) -> None:
    assert expected in hint_for(StudentError("TypeError", message)).en


@pytest.mark.parametrize("package", PACKAGES)
def test_the_packages_that_are_said_to_be_there_are(package: str) -> None:
    assert importlib.import_module(package)


def test_an_argument_of_the_labs_own_is_not_taken_for_one_of_keras() -> None:
    error = StudentError("TypeError", "descend() got an unexpected keyword argument 'lr'")
    assert "Keras" not in hint_for(error).en
