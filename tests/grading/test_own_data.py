"""An assessment on an instructor's own folder: how it is divided, and that nothing of it leaks."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fundamentals.classroom.batch import GradingJob
from fundamentals.classroom.gradebook import fingerprint
from fundamentals.cli import main
from fundamentals.datasets import Split
from fundamentals.errors import ArgumentError, DatasetError
from fundamentals.grading import CheckResult, CheckRunner, load_rubric, run_checks
from fundamentals.grading.models import DrawnSplits, OwnData, draw_pictures, read_own_data
from fundamentals.grading.models._own_data import use_data
from fundamentals.manifest import find_course
from fundamentals.sandbox import Sandbox, SandboxedStudent, Submission

LAB = find_course(Path(__file__)).lab("lab07")
COUNTS = {"cross": 40, "ring": 30, "stripes": 50}


def draw_sign(name: str, random: np.random.Generator) -> Image.Image:
    side = int(random.integers(40, 90))
    picture = Image.new("RGB", (side, side), tuple(random.integers(0, 90, 3)))
    draw = ImageDraw.Draw(picture)
    color, width = tuple(int(value) for value in random.integers(150, 256, 3)), side // 8
    low, high = side * 0.2, side * 0.8
    if name == "ring":
        draw.ellipse([low, low, high, high], outline=color, width=width)
    elif name == "cross":
        draw.line([low, low, high, high], fill=color, width=width)
        draw.line([low, high, high, low], fill=color, width=width)
    else:
        for row in range(0, side, side // 4):
            draw.line([0, row, side, row], fill=color, width=width)
    return picture


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root, random = tmp_path_factory.mktemp("own") / "signs", np.random.default_rng(3)
    for name, count in COUNTS.items():
        (root / name).mkdir(parents=True)
        for number in range(count):
            draw_sign(name, random).save(root / name / f"{number}.png")
    return root


@pytest.fixture(scope="module")
def signs(folder: Path) -> OwnData:
    return read_own_data(f"folder:{folder}", seed=0)


def images_of(data: OwnData) -> list[set[bytes]]:
    splits = (data.train, data.validation, data.scored)
    return [{image.tobytes() for image in split.images} for split in splits]


def test_each_class_is_divided_and_no_picture_is_in_two_parts(signs: OwnData) -> None:
    assert signs.class_names == ("cross", "ring", "stripes")
    for split, counts in (
        (signs.train, [22, 17, 27]),
        (signs.validation, [6, 4, 8]),
        (signs.scored, [12, 9, 15]),
    ):
        assert split.images.shape[1:] == (48, 48, 3)
        assert np.bincount(split.labels).tolist() == counts
    parts = images_of(signs)
    assert len(set.union(*parts)) == sum(map(len, parts)) == 120


def test_the_seed_divides(folder: Path, signs: OwnData) -> None:
    again, other = (read_own_data(f"folder:{folder}", seed=seed) for seed in (0, 1))
    assert images_of(again) == images_of(signs)
    assert images_of(other)[2] != images_of(signs)[2]


def test_a_copy_of_a_picture_is_not_scored_after_it_was_trained_on(
    tmp_path: Path, folder: Path
) -> None:
    for name in ("ring", "cross"):
        (tmp_path / name).mkdir()
        for path in (folder / name).iterdir():
            for copy in ("a", "b"):
                (tmp_path / name / f"{path.stem}{copy}.png").write_bytes(path.read_bytes())
    data = read_own_data(f"folder:{tmp_path}", seed=0)
    parts = images_of(data)
    assert sum(map(len, parts)) == len(set.union(*parts)) == 70


@pytest.mark.slow
def test_of_very_many_pictures_some_are_drawn_from_each_class(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    for name, count in (("a", 900), ("b", 600)):
        (tmp_path / name).mkdir()
        for number in range(count):
            pixels = random.integers(0, 256, (2, 2, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(tmp_path / name / f"{number}.bmp")
    data = read_own_data(f"folder:{tmp_path}", seed=0)
    labels = np.concatenate([split.labels for split in (data.train, data.validation, data.scored)])
    assert np.bincount(labels).tolist() == [720, 480]


@pytest.mark.parametrize(
    ("counts", "threshold", "message"),
    [
        ({}, 0.8, "no subfolder"),
        ({"ring": 30}, 0.8, "only one class"),
        ({"ring": 30, "cross": 12}, 0.8, "12 different pictures of cross"),
        ({"ring": 50, "cross": 20}, 0.7, "71% of the pictures are ring, and the threshold is 70%"),
    ],
)
def test_a_folder_that_cannot_be_assessed_with_is_refused(
    counts: dict[str, int], threshold: float, message: str, folder: Path, tmp_path: Path
) -> None:
    random = np.random.default_rng(1)
    for name, count in counts.items():
        (tmp_path / name).mkdir()
        for number in range(count):
            draw_sign(name, random).save(tmp_path / name / f"{number}.png")
    with pytest.raises(DatasetError, match=message):
        read_own_data(f"folder:{tmp_path}", seed=0, threshold=threshold)


def test_other_pictures_or_another_threshold_are_another_grading(signs: OwnData) -> None:
    prints = [
        fingerprint(load_rubric(LAB, data))
        for data in (
            None,
            signs,
            replace(signs, threshold=0.7),
            replace(signs, scored=signs.validation),
            replace(signs, class_names=("a", "b", "c")),
        )
    ]
    for name in prints[0]:
        assert len({each[name] for each in prints}) == len(prints)
    assert fingerprint(load_rubric(LAB, replace(signs))) == prints[1]


def test_only_the_assessment_takes_pictures_of_ones_own(signs: OwnData) -> None:
    with pytest.raises(ArgumentError, match="--dataset with lab03b_cnn"):
        load_rubric(find_course().lab("lab03b"), signs)


def test_work_for_a_cluster_stays_small_enough_to_send(signs: OwnData) -> None:
    import pickle

    most = replace(signs.train, images=np.zeros((1200, 48, 48, 3), np.uint8), labels=np.zeros(1200))
    submission = Submission("a.py", b"")
    job = GradingJob(LAB, submission, 0, (), frozenset(), "en", 1.0, replace(signs, train=most))
    assert len(pickle.dumps(job)) < 10_000_000


def splits(data: OwnData | None, seed: int) -> DrawnSplits:
    with use_data(data):
        return draw_pictures(np.random.default_rng(seed), train=60, valid=12, scored=30)


def test_every_check_of_a_run_scores_what_no_check_trains_on() -> None:
    # Whatever the light, and wherever it is moved to: green is so many times as bright as red.
    pictures = np.zeros((120, 48, 48, 3), np.uint8)
    pictures[..., 0], pictures[..., 1] = 100, np.arange(30, 150)[:, np.newaxis, np.newaxis]
    parts = [Split(rows, np.arange(len(rows)) % 2) for rows in np.split(pictures, (66, 84))]
    data = OwnData(("a", "b"), *parts)

    def pictured(images: np.ndarray) -> list[int]:
        middle = images[:, 24, 24]
        return sorted(round(float(100 * green / red)) - 30 for red, green, _ in middle)

    for seed in (1, 2):
        drawn = splits(data, seed)
        assert set(pictured(drawn.x_train)) <= set(range(66))
        assert set(pictured(drawn.x_valid)) <= set(range(66, 84))
        assert set(pictured(drawn.x_scored)) <= set(range(84, 120))


@pytest.mark.parametrize("own", [True, False])
def test_nothing_brought_along_fits_what_is_drawn(own: bool, signs: OwnData) -> None:
    data = signs if own else None
    draws = [splits(data, seed) for seed in range(3)]
    assert len({drawn.class_names for drawn in draws}) > 1
    hashes = [
        {image.tobytes() for image in images}
        for drawn in draws
        for images in (drawn.x_train, drawn.x_valid, drawn.x_scored)
    ]
    assert sum(map(len, hashes)) == len(set.union(*hashes))
    if own:
        known = {(image / np.float32(255)).tobytes() for image in signs.scored.images}
        assert not known & set.union(*hashes)
    for drawn in draws:
        assert (drawn.x_train.min(), drawn.x_train.max()) >= (0, 0)
        assert drawn.x_train.max() <= 1
        assert drawn.x_train.dtype == np.float32


@pytest.mark.parametrize("command", ["grade", "check"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--dataset", "folder:nowhere"], "nowhere is not a folder"),
        (["--dataset", "digits"], "--dataset digits"),
        (["--threshold", "0.7"], "--threshold without --dataset"),
    ],
)
def test_bad_usage_is_nobodys_zero(
    command: str, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(LAB.lab_path("en"))
    line = ["grade", file, "--lab", "lab07"] if command == "grade" else ["check", "lab07", file]
    assert main([*line, *options]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert "fix" in captured.err.lower()
    assert captured.out == ""


SMALL = """
import keras

{top}

def build_model(input_shape, num_classes):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Conv2D(16, 5, strides=2, activation="relu"),
            keras.layers.BatchNormalization(momentum=0.8),
            keras.layers.Conv2D(24, 5, strides=2, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    {first}
    adam = keras.optimizers.Adam(0.005)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x_train,
        y_train,
        validation_data=(x_valid, y_valid),
        epochs=epochs,
        batch_size=8,
        verbose=0,
    )
"""
SPY = "raise LookupError(Path({folder!r}).is_dir() or list(Path('/').glob('**/ring')))"
TELL = "raise LookupError(x_train.shape)"


def submission(first: str = "") -> Submission:
    """Return one whose ``train_model`` begins with the statement ``first``."""
    text = SMALL.format(top="from pathlib import Path", first=first)
    return Submission("lab07.py", text.encode())


def learning(sandbox: Sandbox, data: OwnData, first: str = "") -> CheckResult:
    """Return the result of the check that scores a network."""
    with SandboxedStudent(submission(first), sandbox, seed=0) as student:
        report = run_checks(load_rubric(LAB, data), student, seed=0)
    (result,) = (result for result in report.checks if result.id == "7.4/learns")
    return result


@pytest.mark.slow
def test_a_network_is_scored_on_the_pictures_of_the_folder(
    sandbox: Sandbox, signs: OwnData
) -> None:
    result = learning(sandbox, signs)
    assert result.points == result.max_points, result.message.en
    assert result.exhibit is not None
    assert result.exhibit.class_names == signs.class_names
    assert result.exhibit.confusion.sum(axis=1).tolist() == [12, 9, 15]


ANOTHER = {
    "for these pictures": """
def build_model(input_shape, num_classes):
    return (wide if input_shape == (48, 48, 3) else small)(input_shape, num_classes)
""",
    "for so many classes": """
def build_model(input_shape, num_classes):
    return (wide if num_classes == 3 else small)(input_shape, num_classes)
""",
    "once it trains": """
class TwoBodies(keras.Model):
    place = 0

    def __init__(self, *arguments):
        super().__init__()
        self.bodies = [small(*arguments), wide(*arguments)]

    def call(self, images, training=None):
        shown, hidden = self.bodies[:: 1 - 2 * TwoBodies.place]
        return shown(images, training=training) + 0.0 * hidden(images, training=training)

def build_model(input_shape, num_classes):
    model = TwoBodies(input_shape, num_classes)
    model.build((None, *input_shape))
    return model
""",
}
WIDE = """
def wide(input_shape, num_classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(UNITS, activation="relu"),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("when", "units", "cause"),
    [
        ("for these pictures", 1000, "too-many-parameters"),
        ("for so many classes", 800, "too-many-parameters"),
        ("once it trains", 300, "builds-another-network"),
    ],
)
def test_another_network_than_the_one_that_was_checked_learns_for_nothing(
    when: str, units: int, cause: str, sandbox: Sandbox, signs: OwnData
) -> None:
    source = SMALL.format(top="", first="globals().get('TwoBodies', keras).place = 1")
    text = source.replace("def build_model", "def small") + WIDE.replace("UNITS", str(units))
    text += ANOTHER[when]
    rubric = load_rubric(LAB, signs)
    (check,) = (each for each in rubric.checks if each.id == "7.4/learns")
    with SandboxedStudent(Submission("lab07.py", text.encode()), sandbox, seed=0) as student:
        result = CheckRunner(rubric, student, seed=0).run(check)
    assert (result.points, result.cause) == (0, cause), result.message.en


@pytest.mark.slow
def test_the_folder_is_not_in_the_sandbox(sandbox: Sandbox, folder: Path, signs: OwnData) -> None:
    result = learning(sandbox, signs, SPY.format(folder=str(folder)))
    assert result.verdict.value == "raised an error"
    assert "LookupError: []" in result.message.en


@pytest.mark.slow
def test_a_class_is_graded_on_the_folder_and_again_with_another_threshold(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "a.py").write_bytes(submission(TELL).content)
    book = tmp_path / "class.db"
    of_class = [str(tmp_path / "class"), "--gradebook", str(book), "--workers", "1"]
    line = ["grade", *of_class, "--lab", "lab07", "--dataset", f"folder:{folder}"]

    def graded() -> int:
        log = Path(f"{book}.log.jsonl").read_text(encoding="utf-8")
        return sum(json.loads(each)["what"] == "graded" for each in log.splitlines())

    for options, count in ((), 1), ((), 1), (("--threshold", "0.9"), 2):
        assert main([*line, *options]) == 0
        assert graded() == count
    with contextlib.closing(sqlite3.connect(book)) as connection:
        messages = " ".join(row[0] for row in connection.execute("SELECT message_en FROM result"))
    assert "LookupError: (66, 48, 48, 3)" in messages
