"""The course's own labs, as learners receive them."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from fundamentals.course import check_labs
from fundamentals.language import LANGUAGES
from fundamentals.manifest import Lab, find_course
from fundamentals.syntax import functions_in

IDEOGRAPH = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

COURSE = find_course(Path(__file__))

FUNCTIONS = {
    "lab01_digits": {
        "1.1": "measure_images(images)",
        "1.2": "to_vectors(images)",
        "1.3": "one_hot(label, num_classes)",
        "1.4": "name_shapes(images_shape, units)",
        "1.5": "count_parameters(num_inputs, units)",
        "1.6": "softmax(scores)",
        "1.7": "build_network(input_shape, num_classes, hidden_units=())",
        "1.8": "train_model(model, x_train, y_train, epochs)",
        "1.9": "measure_accuracy(model, vectors, labels)",
        "1.10": "predict_digit(model, image)",
    },
    "lab02_dense": {
        "2.1": "scale_pixels(images)",
        "2.2": "encode_labels(labels, num_classes)",
        "2.3": "build_dense(input_shape, num_classes)",
        "2.4": "train_model(model, x_train, y_train, x_valid, y_valid, epochs)",
        "2.5": "generalization_gap(history)",
    },
    "lab02b_descent": {
        "2.6": "mean_squared_error(weight, bias, x, y)",
        "2.7": "slopes(weight, bias, x, y)",
        "2.8": "descend(start, x, y, learning_rate, steps, momentum=0.0)",
        "2.9": "train_with_tape(model, x, y, loss, learning_rate, steps)",
        "2.10": "diagnose_curves(history)",
    },
    "lab03a_convolution": {
        "3a.1": "make_kernel(name)",
        "3a.2": "convolve(image, kernel, stride=1)",
        "3a.3": "pad(image, width, mode)",
        "3a.4": "output_size(size, kernel_size, stride, padding)",
        "3a.5": "neuron(window, weights, bias)",
        "3a.6": "max_pool(image, size)",
        "3a.7": "dropout(values, rate, rng)",
    },
    "lab03b_cnn": {
        "3b.1": "prepare_images(images)",
        "3b.2": "build_cnn(input_shape, num_classes)",
        "3b.3": "train_model(model, x_train, y_train, x_valid, y_valid, epochs)",
        "3b.4": "predict_classes(model, images)",
    },
    "lab04a_augmentation": {
        "4a.1": "shift(images, down, right)",
        "4a.2": "rotate(images, degrees)",
        "4a.3": "zoom(images, factors)",
        "4a.4": "brighten(images, factors)",
        "4a.5": "keeps_label(change, digit)",
        "4a.6": "augment(images, rng)",
        "4a.7": "train_model(model, x_train, y_train, x_valid, y_valid, epochs, change=augment)",
    },
    "lab04b_deployment": {
        "4b.1": "to_grey(picture)",
        "4b.2": "find_ink(grey)",
        "4b.3": "crop_ink(ink)",
        "4b.4": "area_weights(length, size)",
        "4b.5": "centre(ink)",
        "4b.6": "prepare_picture(picture)",
    },
    "lab04c_sharing": {
        "4b.7": "likeliest(probabilities, class_names, count)",
        "4b.8": "compare_answers(first, second)",
    },
    "lab05_pretrained": {
        "5.1": "choose_few(labels, per_class, rng)",
        "5.2": "build_transfer(base, num_classes)",
        "5.3": "train_head(model, x_train, y_train, epochs)",
        "5.4": "fine_tune(model, base, x_train, y_train, epochs)",
    },
    "lab06_architectures": {
        "6.1": "residual_block(x, filters, skip=True)",
        "6.2": "build_deep(input_shape, num_classes, blocks, skip=True)",
        "6.3": "convolution_parameters(size, channels, filters)",
        "6.4": "build_separable(input_shape, num_classes)",
        "6.8": "measure_model(model, x_train, y_train, x_valid, y_valid, epochs)",
    },
    "lab06b_sequences": {
        "6.5": "build_lstm(input_shape, num_classes)",
        "6.6": "attention(queries, keys, values)",
        "6.7": "build_attention(input_shape, num_classes, positions=True)",
    },
    "lab07_assessment": {
        "7.1": "describe_data(images, labels)",
        "7.2": "prepare_images(images)",
        "7.3": "build_model(input_shape, num_classes)",
        "7.4": "train_model(model, x_train, y_train, x_valid, y_valid, epochs)",
        "7.5": "predict_classes(model, images)",
    },
    "lab07b_report": {
        "7.6": "choose_and_report(validation, test)",
    },
}


@pytest.fixture(params=COURSE.labs, ids=lambda lab: lab.id)
def lab(request: pytest.FixtureRequest) -> Lab:
    return request.param


def functions_of(path: Path) -> dict[str, ast.FunctionDef]:
    return functions_in(ast.parse(path.read_text("utf-8")))


def test_labs_are_exactly_what_the_build_writes() -> None:
    assert "\n".join(map(str, check_labs(COURSE))) == ""


def test_every_lab_has_its_functions_here() -> None:
    assert list(FUNCTIONS) == [lab.id for lab in COURSE.labs]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", [COURSE.lab(lab) for lab in FUNCTIONS], ids=lambda lab: lab.id)
def test_the_functions_that_other_tools_call_are_there_by_name_and_arguments(
    lab: Lab, language: str
) -> None:
    functions = functions_of(lab.lab_path(language))
    assert {task.id: task.function for task in lab.tasks} == {
        task: signature.partition("(")[0] for task, signature in FUNCTIONS[lab.id].items()
    }
    for signature in FUNCTIONS[lab.id].values():
        name = signature.partition("(")[0]
        assert f"{name}({ast.unparse(functions[name].args)})" == signature


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_task_shows_a_docstring_and_raises_its_own_message(lab: Lab, language: str) -> None:
    functions = functions_of(lab.lab_path(language))
    for task in lab.tasks:
        docstring, body = functions[task.function].body
        assert bool(IDEOGRAPH.search(ast.unparse(docstring))) == (language == "zh-Hant")
        message = task.reminder.in_language(language)
        assert ast.unparse(body) == f"raise NotImplementedError({message!r})"


def test_a_lab_speaks_one_language(lab: Lab) -> None:
    english, chinese = (lab.lab_path(language).read_text("utf-8") for language in LANGUAGES)
    assert not IDEOGRAPH.search(english)
    for token in tokenize.generate_tokens(io.StringIO(chinese).readline):
        if token.type in (tokenize.COMMENT, tokenize.STRING) and not IDEOGRAPH.search(token.string):
            # Names, code, and terms in brackets stay; four words in a row are a sentence.
            said = re.sub(r"`[^`]*`|fundamentals [^\n]*|# (>>>|\.\.\.) .*", "", token.string)
            assert not re.search(r"([A-Za-z]{2,}[ ,]+){3}[a-z]{2,}", said), token.line


def test_each_language_keeps_its_own_prose_and_no_trace_of_a_solution(lab: Lab) -> None:
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        text = lab.lab_path(language).read_text("utf-8")
        assert f'lang="{language}"' in text
        assert f'lang="{other}"' not in text
        assert "END SOLUTION" not in text
