from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse.csgraph import connected_components

from fundamentals.datasets import load_dataset, photograph_groups
from fundamentals.datasets._groups import joined_groups


def test_alterations_of_one_photograph_get_one_number(random: np.random.Generator) -> None:
    photographs = random.integers(60, 196, (6, 1, 28, 28, 1))
    # Brighter, of more contrast, and with a little noise: still the same photograph.
    brighter = photographs + 40
    stronger = photographs * 1.2 - 20
    noisy = photographs + random.integers(-5, 6, photographs.shape)
    images = np.concatenate([photographs, brighter, stronger, noisy], axis=1)
    images = images.clip(0, 255).astype(np.uint8).reshape(24, 28, 28, 1)
    truth = np.repeat(np.arange(6), 4)
    labels = truth // 3
    order = random.permutation(24)
    groups = photograph_groups(images[order], labels[order])
    assert groups.dtype == np.int64
    together = groups[:, None] == groups
    np.testing.assert_array_equal(together, truth[order][:, None] == truth[order])


def test_numbers_count_from_0_class_by_class(random: np.random.Generator) -> None:
    images = random.integers(0, 256, (5, 28, 28, 1), dtype=np.uint8)
    assert photograph_groups(images, np.array([1, 0, 1, 0, 1])).tolist() == [2, 0, 3, 1, 4]


def test_one_photograph_in_two_classes_gets_two_numbers(random: np.random.Generator) -> None:
    images = np.repeat(random.integers(0, 256, (1, 28, 28, 1), dtype=np.uint8), 2, axis=0)
    assert photograph_groups(images, np.array([0, 1])).tolist() == [0, 1]


def test_a_chain_of_close_pairs_joins_its_ends() -> None:
    angles = np.arccos(0.98) * np.arange(3)
    wave = np.linspace(0, 2 * np.pi, 784, endpoint=False)
    first, second = np.sin(wave), np.cos(wave)
    turned = [first * np.cos(angle) + second * np.sin(angle) for angle in angles]
    images = np.array([128 + 120 * image for image in turned]).round().astype(np.uint8)
    correlations = np.corrcoef(images)
    assert correlations[0, 1] > 0.97
    assert correlations[1, 2] > 0.97
    assert correlations[0, 2] < 0.97
    assert photograph_groups(images, np.zeros(3, dtype=np.int64)).tolist() == [0, 0, 0]


def test_a_uniform_image_is_a_photograph_of_its_own() -> None:
    images = np.full((2, 28, 28, 1), 7, dtype=np.uint8)
    with np.errstate(all="raise"):
        groups = photograph_groups(images, np.zeros(2, dtype=np.int64))
    assert groups.tolist() == [0, 1]


@pytest.mark.parametrize("groups", [2, 30, 60, 200])
def test_joined_groups_are_the_components_of_both_numberings(
    groups: int, random: np.random.Generator
) -> None:
    one, other = random.integers(0, groups, (2, 60))
    links = (one[:, None] == one) | (other[:, None] == other)
    _, components = connected_components(links, directed=False)
    np.testing.assert_array_equal(joined_groups(one, other.astype("S3")), components)


@pytest.mark.slow
def test_the_real_training_file_holds_1229_groups_and_none_leaks(data_home: Path) -> None:
    signs = load_dataset("sign_mnist", data_dir=data_home / "sign_mnist")
    images = np.concatenate([signs.train.images, signs.validation.images])
    labels = np.concatenate([signs.train.labels, signs.validation.labels])
    groups = photograph_groups(images, labels)
    assert len(np.unique(groups)) == 1229
    sizes = np.bincount(groups)
    near_whole_photographs = (sizes >= 17) & (np.abs(sizes - 21 * np.round(sizes / 21)) <= 4)
    assert near_whole_photographs.mean() > 0.99
    train, validation = groups[: len(signs.train)], groups[len(signs.train) :]
    assert not set(train) & set(validation)
    shares = np.bincount(signs.validation.labels) / np.bincount(labels)
    assert 0.10 <= shares.min() <= shares.max() <= 0.20
