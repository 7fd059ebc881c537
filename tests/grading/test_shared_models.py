"""A network is built, traced and asked once for all checks that can share it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from fundamentals.grading import CheckRunner, FailedCheckError, load_rubric
from fundamentals.grading.models import (
    Classifier,
    Network,
    Training,
    digits,
    expect_effect,
    once_a_student,
)
from fundamentals.grading.models._architecture import expect_lasting_effect
from fundamentals.grading.models._layer_kinds import layers_on_every_path
from fundamentals.manifest import find_course
from fundamentals.sandbox import (
    FunctionStudent,
    LayerFacts,
    LocalStudent,
    ModelStructure,
    Student,
    running,
)

LAB = find_course().lab("lab03b")

COUNTED = """

builds = []
build_once = build_cnn


def build_cnn(input_shape, num_classes):
    builds.append(num_classes)
    return build_once(input_shape, num_classes)


def built():
    return builds


def changed(model):
    model.set_weights([weight + 1 for weight in model.get_weights()])
"""


@pytest.fixture
def student(tmp_path: Path) -> Iterator[LocalStudent]:
    path = tmp_path / "lab03b.py"
    path.write_text(LAB.solution_path.read_text("utf-8") + COUNTED, "utf-8")
    with LocalStudent(path) as student:
        yield student


@pytest.mark.slow
def test_checks_of_a_network_and_its_short_training_share_one_model(student: LocalStudent) -> None:
    rubric = load_rubric(LAB)
    runner = CheckRunner(rubric, student, seed=0)

    def run(*names: str) -> None:
        for check in rubric.checks:
            if check.id in names:
                assert runner.run(check).points == check.points

    run("3b.2/output_width", "3b.2/convolutions", "3b.3/history", "3b.3/fitting_loss")
    assert student.built() == [10]
    assert "build_cnn" in running(student).called
    # A trained model is no longer inspected as a new one.
    run("3b.2/softmax_once", "3b.2/other_classes")
    assert student.built() == [10, 24, 10]


@pytest.mark.slow
def test_a_supplied_model_is_supplied_again_only_if_it_was_changed(student: LocalStudent) -> None:
    random = np.random.default_rng(0)
    classifier = Classifier.draw(random, random.random((20, 4, 4, 1), dtype=np.float32), 3)
    first = classifier.for_submission(student)
    assert classifier.for_submission(student) is first
    student.changed(first)
    assert classifier.for_submission(student) is not first


@pytest.mark.slow
def test_example_images_follow_the_seed_of_the_run(tmp_path: Path) -> None:
    """The seed in a report repeats its grade, and nobody knows the images before."""
    path = tmp_path / "build.py"
    path.write_text(
        "from keras import Input, Sequential, layers\n\n\n"
        "def build(shape, classes):\n"
        "    return Sequential([Input(shape), layers.Flatten(), layers.Dense(classes)])\n",
        "utf-8",
    )
    network = Network("6.5", build="build", shape=(28, 28, 1), classes=10)
    Training("6.6", network, data=digits())

    def examples(seed: int) -> NDArray[np.float32]:
        with LocalStudent(path, seed=seed) as student:
            model = network.new(student)
            assert np.array_equal(model.examples(4), model.examples(4))
            return model.examples(4)

    assert np.array_equal(examples(5), examples(5))
    assert not np.array_equal(examples(5), examples(6))


def test_what_checks_share_is_kept_while_another_thread_grades() -> None:
    """A worker of a cluster grades a submission in each of its threads, by one rubric."""
    trained: list[Student] = []
    network = Network("6.5", build="build", shape=(4,), classes=2)
    unconfirmed = SimpleNamespace(confirmed=False)
    built: Any = lambda student: SimpleNamespace(is_alive=True, structure=unconfirmed)  # noqa: E731
    network.new = built  # type: ignore[method-assign]

    @once_a_student
    def train(student: Student, random: np.random.Generator) -> float:
        trained.append(student)
        return random.random()

    def grade(student: Student, seed: int) -> tuple[Any, ...]:
        return network.model(student), train(student, np.random.default_rng(seed))

    student = FunctionStudent(build=lambda: None)
    first = grade(student, 0)
    other = threading.Thread(target=grade, args=(FunctionStudent(), 1))
    other.start()
    other.join()
    assert grade(student, 2) == first
    assert len(trained) == 2


def test_a_training_that_fails_forgets_no_function_that_was_called_before() -> None:
    @once_a_student
    def train(student: Student, random: np.random.Generator) -> None:
        running(student).called.add("train_model")
        raise ValueError

    student = FunctionStudent()
    running(student).called = {"build_cnn"}
    with pytest.raises(ValueError, match=r"^$"):
        train(student, np.random.default_rng(0))
    assert running(student).called == {"build_cnn", "train_model"}


class Asked:
    """A model whose layers act or do not, and which says what it was asked."""

    copying = ""

    def __init__(self, **influences: float) -> None:
        self.influences, self.asked = influences, list[str]()
        self.relied_on: list[tuple[int, ...]] = []
        self.layers: Any = [SimpleNamespace(name=name) for name in influences]
        self.structure = SimpleNamespace(layers=self.layers)

    def influence(self, names: list[str]) -> list[float]:
        self.asked += names
        return [self.influences[name] for name in names]

    def copies(self, names: list[str]) -> list[bool]:
        return [name == self.copying for name in names]

    def probes(self) -> None:
        return None

    def predict(self, images: None) -> NDArray[Any]:
        return np.array([[0.25, 0.75]])


def test_no_layer_is_asked_about_once_one_is_known_to_act() -> None:
    model: Any = Asked(first=1.0, second=0.0, third=0.0)
    expect_effect(model, model.layers)
    assert model.asked == ["first"]


def test_a_later_layer_may_be_the_one_that_acts() -> None:
    model: Any = Asked(first=0.0, second=0.0, third=1.0)
    expect_effect(model, model.layers)
    copied: Any = Asked(first=1.0, second=1.0)
    copied.copying = "first"
    expect_effect(copied, copied.layers)
    nothing: Any = Asked(first=0.0, second=0.0)
    with pytest.raises(FailedCheckError, match="first, second"):
        expect_effect(nothing, nothing.layers)
    nothing.predict = lambda images: np.ones((2, 1))
    with pytest.raises(FailedCheckError, match="wrong width"):
        expect_effect(nothing, nothing.layers)


def network_of(*wiring: str) -> ModelStructure:
    """Return a structure of layers "name<input,input", the first an input, the last the output."""
    layers = tuple(
        LayerFacts(name, "Dense" if sources else "InputLayer", {}, tuple(sources.split(",")), ())
        for name, _, sources in (one.partition("<") for one in wiring)
    )
    return ModelStructure("Functional", layers, (layers[-1].name,), (), 0, 0, True, "")


def test_layers_that_every_path_passes_are_found() -> None:
    plain = network_of("image", "first<image", "last<first")
    assert layers_on_every_path(plain) == {"image", "first", "last"}
    around = network_of("image", "first<image", "beside<first", "last<first,beside")
    assert layers_on_every_path(around) == {"image", "first", "last"}


def test_what_a_check_relied_on_must_still_act_when_it_is_scored() -> None:
    checked: Any = Asked(copied=1.0, real=1.0, other=1.0)
    checked.copying = "copied"
    expect_effect(checked, checked.layers)
    assert checked.relied_on == [(1, 2)]
    scored: Any = Asked(copied=1.0, real=0.0, other=0.0)
    scored.structure = network_of("image", "real<image", "other<image", "last<image,real,other")
    scored.influence_as_trained = lambda images, names: [0.0 for _ in names]
    with pytest.raises(FailedCheckError, match="without effect: real, other"):
        expect_lasting_effect(scored, checked.relied_on, np.zeros(1))
    scored.structure = network_of("image", "real<image", "other<real", "last<other")
    expect_lasting_effect(scored, checked.relied_on, np.zeros(1))
