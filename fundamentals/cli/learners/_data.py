"""``fundamentals data``: list, show and download datasets."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action, add_actions
from fundamentals.cli._options import DATA_DIR, LOADING, loading_options
from fundamentals.datasets.registry import FETCHABLE_NAMES, KNOWN_NAMES, PATH_FORMS
from fundamentals.language import Text

if TYPE_CHECKING:
    from rich.table import Table

    from fundamentals.datasets import ImageDataset

_PICTURES_SHOWN = 60


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``data list``, ``data fetch`` and ``data show``."""
    parser = add_action(subparsers, "data", summary, summary)
    actions = add_actions(parser)
    listing = Text("list all datasets, and where each one is", "有哪些資料集，哪些已在這台電腦上")
    add_action(actions, "list", listing, listing, _list)
    _add_fetch(actions)
    _add_show(actions)


def _add_fetch(actions: Subparsers) -> None:
    fetching = Text("download a dataset into the data home", "把資料集下載到資料目錄")
    add_action(
        actions,
        "fetch",
        fetching,
        fetching,
        _fetch,
        Option("name", FETCHABLE_NAMES, metavar=Text("NAME", "名稱")),
        DATA_DIR,
    )


def _add_show(actions: Subparsers) -> None:
    showing = Text("show a dataset's size, classes and source", "顯示資料集的大小、類別與來源")
    add_action(
        actions,
        "show",
        showing,
        showing,
        _show,
        Option("name", KNOWN_NAMES, metavar=Text("NAME", "名稱")),
        *LOADING,
        Option(
            "--output",
            Text(
                "also save a mosaic of training images, for example as .png or .pdf",
                "另外儲存訓練圖像的拼貼圖，例如 .png 或 .pdf",
            ),
            writes="file",
        ),
    )


def _list(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.table import Table

    from fundamentals.datasets import catalogue, data_home

    table = Table(box=None, pad_edge=False)
    table.add_column(str(Text("name", "名稱")), no_wrap=True)
    for heading in (Text("what", "內容"), Text("here", "位置")):
        table.add_column(str(heading), overflow="fold")
    for entry in catalogue():
        table.add_row(entry.name, str(entry.description), str(entry.location or "–"))
    for form in PATH_FORMS:
        table.add_row(str(form.text), str(form.description), "")
    Console(highlight=False, markup=False).print(table)
    print()
    print(
        Text(
            "To download one: fundamentals data fetch NAME. Any image-classification dataset of "
            "TensorFlow Datasets works.\nData home: {home}",
            "取得尚未下載的資料集：fundamentals data fetch 名稱。"
            "TensorFlow Datasets 的任何圖像分類資料集都可以下載。\n資料目錄：{home}",
        ).format(home=data_home())
    )
    return 0


def _fetch(options: argparse.Namespace) -> int:
    from fundamentals.datasets import fetch_dataset

    folder = fetch_dataset(options.name, data_dir=options.data_dir)
    print(
        Text("{name} is in {folder}", "{name} 位於 {folder}").format(
            name=options.name, folder=folder
        )
    )
    return 0


def _show(options: argparse.Namespace) -> int:
    from rich.console import Console

    from fundamentals.datasets import load_dataset

    dataset = load_dataset(options.name, **loading_options(options))
    height, width, channels = dataset.image_shape
    heading = Text(
        "{name}: {classes} classes, images {height}×{width}, channels: {channels}",
        "{name}：{classes} 個類別，圖像 {height}×{width}，色版數：{channels}",
    ).format(
        name=dataset.name,
        classes=dataset.num_classes,
        height=height,
        width=width,
        channels=channels,
    )
    print(heading)
    print(dataset.source)
    Console(highlight=False, markup=False).print(_counts(dataset))
    if options.output is not None:
        _save_mosaic(dataset, options.output)
    return 0


def _counts(dataset: ImageDataset) -> Table:
    """Return a table of the number of images: one row per class, one column per split."""
    import numpy as np
    from rich.table import Table

    splits = {
        Text("training", "訓練"): dataset.train,
        Text("validation", "驗證"): dataset.validation,
        Text("test", "測試"): dataset.test,
    }
    present = {str(name): split for name, split in splits.items() if split is not None}
    table = Table(box=None, pad_edge=False, show_footer=True)
    table.add_column(str(Text("class", "類別")), footer=str(Text("all", "全部")))
    for name, split in present.items():
        table.add_column(name, footer=f"{len(split):,}", justify="right")
    counts = [
        np.bincount(split.labels, minlength=dataset.num_classes) for split in present.values()
    ]
    for class_name, row in zip(dataset.class_names, zip(*counts, strict=True), strict=True):
        table.add_row(class_name, *(f"{count:,}" for count in row))
    return table


def _save_mosaic(dataset: ImageDataset, path: Path) -> None:
    """Save training images, evenly from all classes."""
    import numpy as np
    from matplotlib.figure import Figure

    from fundamentals.plotting import plot_images, save_plot

    by_class = np.argsort(dataset.train.labels, kind="stable")
    chosen = by_class[:: max(1, len(by_class) // _PICTURES_SHOWN)][:_PICTURES_SHOWN]
    figure = Figure(figsize=(10, 7), layout="constrained")
    plot_images(
        dataset.train.images[chosen],
        dataset.train.labels[chosen],
        class_names=dataset.class_names,
        ax=figure.subplots(),
    )
    save_plot(figure, path, argument="--output")
    print(Text("saved {path}", "已儲存 {path}").format(path=path))
