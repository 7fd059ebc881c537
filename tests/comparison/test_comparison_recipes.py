import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fundamentals.comparison import find_models, load_recipes
from fundamentals.comparison._photograph_recipe import photograph_epochs
from fundamentals.datasets import ImageDataset
from fundamentals.errors import CourseError
from fundamentals.manifest import find_course

MakeDataset = Callable[..., ImageDataset]
EditModels = Callable[[str, str, str], Path]

DENSE = "lab02_dense.py"
CNN = "lab03b_cnn.py"


@pytest.fixture
def edit_models(models: Path, tmp_path: Path) -> EditModels:
    """Copy the two files, replacing ``old`` by ``new`` in one of them."""

    def edit(name: str, old: str, new: str) -> Path:
        folder = shutil.copytree(models, tmp_path / "edited")
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))
        return folder

    return edit


def test_the_two_networks_come_from_the_two_files(models: Path, make_dataset: MakeDataset) -> None:
    dense, cnn = load_recipes(models, make_dataset())
    assert (dense.key, cnn.key) == ("dense", "cnn")
    assert (dense.epochs, cnn.epochs) == (3, 2)
    assert dense.encode(np.array([1]), 3).tolist() == [[0, 1, 0]]
    assert cnn.encode(np.array([1]), 3).tolist() == [1]
    assert dense.build((28, 28, 1), 3).output_shape == (None, 3)
    assert "conv" in cnn.build((28, 28, 1), 3).layers[0].name
    assert cnn.note is None


@pytest.mark.parametrize(
    ("epochs", "expected"),
    [('{"bars": 5, "digits": 2}', 5), ('{"digits": 20, "sign_mnist": 8}', 8), ("{}", 10)],
    ids=["named", "the fewest", "none at all"],
)
def test_epochs_are_the_files_own_for_the_data_set(
    epochs: str, expected: int, edit_models: EditModels, make_dataset: MakeDataset
) -> None:
    folder = edit_models(DENSE, '{"bars": 3, "digits": 20, "sign_mnist": 8}', epochs)
    dense, _ = load_recipes(folder, make_dataset())
    assert dense.epochs == expected


def test_images_of_another_shape_are_only_scaled_and_a_note_says_so(
    models: Path, make_dataset: MakeDataset
) -> None:
    dataset = make_dataset((10, 12, 3))
    dense, cnn = load_recipes(models, dataset)
    prepared = cnn.prepare(dataset.train.images)
    assert prepared.shape == (90, 10, 12, 3)
    assert prepared.max() <= 1
    assert "28×28" in str(cnn.note)
    assert dense.note is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def scale_pixels", "def scale_pixel", r"no function scale_pixels(.|\n)*original lab"),
        ("def scale_pixels", "def scale pixels", r"lab02_dense\.py: SyntaxError"),
        ("import numpy", "import no_numpy", r"lab02_dense\.py:3: ModuleNotFoundError"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_is_wrong(
    old: str, new: str, message: str, edit_models: EditModels, make_dataset: MakeDataset
) -> None:
    with pytest.raises(CourseError, match=message):
        load_recipes(edit_models(DENSE, old, new), make_dataset())


def test_a_missing_file_is_named(tmp_path: Path, make_dataset: MakeDataset) -> None:
    with pytest.raises(CourseError, match=r"there is no file .*lab02_dense\.py"):
        load_recipes(tmp_path, make_dataset())


def test_an_unwritten_task_is_told_in_its_own_words_with_its_line(
    edit_models: EditModels, make_dataset: MakeDataset
) -> None:
    unwritten = 'raise NotImplementedError("Task 3b.2: build the CNN")\n    ('
    _, cnn = load_recipes(edit_models(CNN, "return keras.Sequential(", unwritten), make_dataset())
    message = r"lab03b_cnn\.py:10: Task 3b\.2: build the CNN\n(.|\n)*check lab03b_cnn"
    with pytest.raises(CourseError, match=message):
        cnn.build((28, 28, 1), 3)


def test_an_error_in_a_library_is_told_with_the_files_own_line(
    edit_models: EditModels, make_dataset: MakeDataset
) -> None:
    _, cnn = load_recipes(edit_models(CNN, "(-1, 28, 28, 1)", "(-1, 5, 5, 1)"), make_dataset())
    with pytest.raises(CourseError, match=r"lab03b_cnn\.py:7: ValueError: cannot reshape"):
        cnn.prepare(np.zeros((2, 28, 28, 1), np.uint8))


@pytest.mark.parametrize(("solved", "folder"), [(True, "solutions"), (False, "labs"), (False, "")])
def test_the_solutions_are_compared_where_there_are_any_and_else_the_labs(
    solved: bool, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = find_course()
    (tmp_path / "solutions" / "lab02_dense").mkdir(parents=True)
    kept = [course.manifest_path, course.lab("lab02").folder / "lab.toml"]
    if solved:
        kept.append(course.lab("lab02").solution_path)
    for path in kept:
        shutil.copy(path, tmp_path / path.relative_to(course.root))
    if folder == "labs":
        (tmp_path / "labs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_models() == tmp_path / folder


@pytest.mark.slow
def test_a_folder_gets_the_cnn_for_photographs(models: Path, make_dataset: MakeDataset) -> None:
    _, cnn = load_recipes(models, replace(make_dataset(), name="folder:pets"))
    assert cnn.epochs == 40
    assert photograph_epochs(2_000) == 12
    assert photograph_epochs(100_000) == 8
    model = cnn.build((64, 64, 1), 10)
    assert model.count_params() == 212_866
    model = cnn.build((6, 9, 3), 2)
    images = np.zeros((4, 6, 9, 3), np.float32)
    targets = cnn.encode(np.array([0, 1, 0, 1]), 2)
    history = cnn.train(model, images, targets, images, targets, 1)
    assert len(history.history["val_accuracy"]) == 1
