"""Reading a prepared dataset of TensorFlow Datasets into arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._base import Split
from fundamentals.datasets._loading_progress import progress_bar
from fundamentals.datasets._picture_files import picture_array
from fundamentals.errors import DatasetError
from fundamentals.language import Text

_BATCH = 512


@dataclass(frozen=True)
class Classification:
    """The image and the label of a set, and the shape that its images are to have.

    Attributes:
        builder: A ``tfds.core.DatasetBuilder``.
        image: Name of the feature that is the image.
        label: Name of the feature that is its class.
    """

    builder: Any
    image: str
    label: str

    @property
    def class_names(self) -> tuple[str, ...]:
        """One name per class."""
        return tuple(self.builder.info.features[self.label].names)

    def read(self, split: str, *, image_size: tuple[int, int] | None, gray: bool) -> Split:
        """Return one split, in the order of its files.

        Raises:
            DatasetError: Sizes differ and ``image_size`` is None, or a file is damaged.
        """
        import tensorflow as tf

        shape = self._output_shape(image_size, gray=gray)
        count = self.builder.info.splits[split].num_examples
        images = np.empty((count, *shape), dtype=np.uint8)
        labels = np.empty(count, dtype=np.int64)
        done = 0
        reading = Text("reading {split}", "讀取 {split}").format(split=split)
        try:
            with progress_bar(reading, total=count) as show:
                for batch in self._batches(split):
                    end = done + len(batch[self.label])
                    images[done:end] = self._fitted(batch[self.image], shape)
                    labels[done:end] = batch[self.label]
                    done = end
                    show(done)
        except tf.errors.OpError as error:
            raise self._damaged(split, error.message) from error
        if done != count:
            raise self._damaged(split, f"{done} / {count}")
        return Split(images, labels)

    def _output_shape(
        self, image_size: tuple[int, int] | None, *, gray: bool
    ) -> tuple[int, int, int]:
        height, width, channels = self.builder.info.features[self.image].shape
        height, width = image_size or (height, width)
        if height is None or width is None:
            raise DatasetError(
                Text("the pictures of {name} differ in size", "{name} 的圖片大小不一").format(
                    name=self.builder.info.name
                ),
                expected=Text("pictures of the same size", "所有圖片大小相同"),
                fix=Text(
                    "give the size to scale them to: image_size=(height, width), "
                    "or --image-size HEIGHTxWIDTH",
                    "指定統一的大小：image_size=(高, 寬)，或 --image-size 高x寬",
                ),
            )
        return height, width, 1 if gray or channels == 1 else 3

    def _batches(self, split: str) -> Iterator[dict[str, NDArray[Any]]]:
        import tensorflow as tf
        import tensorflow_datasets as tfds

        dataset = self.builder.as_dataset(
            split=split, shuffle_files=False, read_config=tfds.ReadConfig(try_autocache=False)
        )
        # Other features, such as boxes, may not fit into a batch.
        pairs = dataset.map(
            lambda example: {name: example[name] for name in (self.image, self.label)},
            num_parallel_calls=tf.data.AUTOTUNE,
        )
        same_size = None not in self.builder.info.features[self.image].shape
        batches: Iterator[dict[str, NDArray[Any]]] = iter(
            tfds.as_numpy(pairs.batch(_BATCH if same_size else 1))
        )
        return batches

    def _fitted(self, images: NDArray[np.uint8], shape: tuple[int, int, int]) -> NDArray[np.uint8]:
        from PIL import Image

        if images.shape[1:] == shape:
            return images
        pictures = images[..., 0] if images.shape[-1] == 1 else images
        return np.stack(
            [
                picture_array(Image.fromarray(pixels), image_size=shape[:2], gray=shape[2] == 1)
                for pixels in pictures
            ]
        )

    def _damaged(self, split: str, reason: str) -> DatasetError:
        return DatasetError(
            Text(
                "the {split} split in {folder} is damaged ({reason})",
                "{folder} 的 {split} 分割已損壞（{reason}）",
            ).format(split=split, folder=self.builder.data_dir, reason=reason),
            expected=Text(
                "the files that TensorFlow Datasets wrote", "TensorFlow Datasets 寫出的檔案"
            ),
            fix=Text(
                "delete the folder and prepare it again: fundamentals data fetch {name}",
                "刪除該資料夾並重新準備：fundamentals data fetch {name}",
            ).format(name=self.builder.info.name),
        )


def classification_of(builder: Any) -> Classification:
    """Return the features of a dataset that are the image and its label.

    Raises:
        DatasetError: It is not a set for image classification.
    """
    from tensorflow_datasets import features as kinds

    info = builder.info
    features = dict(info.features.items()) if isinstance(info.features, kinds.FeaturesDict) else {}
    # Exactly Image, and of bytes: a kind derived from it holds a mask, not a picture.
    images = [
        name
        for name, kind in features.items()
        if type(kind) is kinds.Image and kind.np_dtype == np.uint8
    ]
    labels = [name for name, kind in features.items() if isinstance(kind, kinds.ClassLabel)]
    pairs = [(image, label) for image in images for label in labels]
    if info.supervised_keys in pairs:
        return Classification(builder, *info.supervised_keys)
    if len(pairs) == 1:
        return Classification(builder, *pairs[0])
    raise DatasetError(
        Text("{name} has the features {features}", "{name} 的特徵為 {features}").format(
            name=info.name, features=", ".join(sorted(features)) or info.features
        ),
        expected=Text(
            "a dataset for image classification: one 8-bit image with one label",
            "圖像分類資料集：一張 8 位元圖像與一個標籤",
        ),
        fix=Text(
            "choose another dataset: fundamentals data list", "換一個資料集：fundamentals data list"
        ),
    )
