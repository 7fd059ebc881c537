"""The speed of the exported page with the solution CNN in a real browser, and its size.

Trains the CNN of lab 3b for two epochs on the bundled digits, exports the page, opens it in
Chromium from a file with the network off, and measures one forward pass over real images and the
time from a stroke of the pen until every map is redrawn.

    python benchmarks/explorer.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, open_chromium
from fundamentals.cli import main
from fundamentals.datasets import ImageDataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course

if TYPE_CHECKING:
    import keras
    from playwright.sync_api import Page

FORWARD = """() => {
    const { data, network, imageBytes } = explorer;
    const count = data.dataset.labels.length;
    const times = [];
    let difference = 0;
    for (let index = 0; index < count; index++) {
        const pixels = Float32Array.from(imageBytes(index), (v) => v * data.dataset.scale);
        const start = performance.now();
        const output = network.predict(pixels);
        times.push(performance.now() - start);
        output.forEach((value, place) => {
            const expected = data.dataset.predictions[index][place];
            difference = Math.max(difference, Math.abs(value - expected));
        });
    }
    return { times, difference };
}"""

# From the pointer's event until the frame in which every map was redrawn has been handed over.
REDRAW = """async () => {
    const pad = document.getElementById("pad");
    const box = pad.getBoundingClientRect();
    pad.setPointerCapture = () => {};
    pad.hasPointerCapture = () => true;
    const times = [];
    for (let step = 0; step < 30; step++) {
        const place = { clientX: box.left + 40 + 5 * step, clientY: box.top + 60 + 4 * step };
        const start = performance.now();
        pad.dispatchEvent(new PointerEvent(step ? "pointermove" : "pointerdown", place));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
    }
    return times;
}"""


# Epochs per second of the network that trains in the page, as the page counts them.
TRAINING = """async (network) => {
    document.getElementById("training-tab").click();
    document.querySelectorAll("#training-networks button")[network].click();
    document.getElementById("training-images").value = 2;
    document.getElementById("training-images").dispatchEvent(new Event("input"));
    const run = document.getElementById("training-run");
    const status = document.getElementById("training-status");
    const epoch = () => Number(status.textContent.match(/\\d+/));
    const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
    while (!/ 0 /.test(status.textContent)) await wait(20);
    run.click();
    while (epoch() < 5) await wait(20);
    const start = [performance.now(), epoch()];
    await wait(3000);
    const speed = (1000 * (epoch() - start[1])) / (performance.now() - start[0]);
    run.click();
    return speed;
}"""


def measure(run: BenchmarkContext) -> Iterator[Figure]:
    """Yield the page's size, both times and the difference of its predictions from Keras's."""
    from fundamentals.explorer import export_page

    model, dataset = train_briefly(run.seed)
    exported = export_page(model, dataset, run.output / "page.html", name="cnn.keras")
    parameters = float(model.count_params())
    yield Figure("parameters", Text("parameters", "參數"), parameters, spec=",.0f")
    size = exported.size / 1e3
    yield Figure("page", Text("page", "網頁"), size, "KB", at_most=1_000, spec=",.0f")
    forward, difference, redraw, dense, cnn = time_page(exported.path)
    title = Text("forward pass, one image, median", "一張圖像的前向計算，中位數")
    yield Figure("forward", title, forward, "ms", at_most=20, spec=".1f")
    title = Text("stroke to redrawn maps, median", "從落筆到重繪完成，中位數")
    yield Figure("redraw", title, redraw, "ms", at_most=50, spec=".1f")
    title = Text("largest difference from Keras", "與 Keras 的最大差異")
    yield Figure("difference", title, difference, at_most=1e-4, spec=".0e")
    title = Text("training in the page, dense, 200 images", "網頁中的訓練，密集，200 張圖像")
    yield Figure("training-dense", title, dense, "epochs/s", at_least=5, spec=".0f")
    title = Text("training in the page, CNN, 200 images", "網頁中的訓練，CNN，200 張圖像")
    yield Figure("training-cnn", title, cnn, "epochs/s", at_least=3, spec=".0f")


def train_briefly(seed: int) -> tuple[keras.Model, ImageDataset]:
    """Return the solution CNN after two epochs, when ReLU outputs its usual fraction of 0."""
    import keras

    from fundamentals.explorer import load_matching_dataset

    solution = load_module(find_course().lab("lab03b").solution_path)
    keras.utils.set_random_seed(seed)
    model: keras.Model = solution.build_cnn((28, 28, 1), 10)
    dataset = load_matching_dataset("digits", model)
    model.compile("adam", "sparse_categorical_crossentropy")
    images = solution.prepare_images(dataset.train.images)
    model.fit(images, dataset.train.labels, batch_size=64, epochs=2, verbose=2)
    return model, dataset


def time_page(path: Path) -> tuple[float, float, float, float, float]:
    """Measure the page.

    Returns:
        A forward pass's milliseconds and error, a redraw's milliseconds, and the epochs per second
        of the dense network and of the CNN that train in it.
    """
    with open_chromium() as browser:
        page: Page = browser.new_context(offline=True).new_page()
        page.goto(path.resolve().as_uri())
        page.wait_for_function("document.getElementById('proof').textContent")
        forward = page.evaluate(FORWARD)
        redraw = page.evaluate(REDRAW)
        dense, cnn = (page.evaluate(TRAINING, network) for network in (0, 1))
    times = float(np.median(forward["times"])), forward["difference"], float(np.median(redraw))
    return *times, dense, cnn


BENCHMARKS = (
    Benchmark(
        "explorer",
        Text("the explorer page in a browser", "瀏覽器中的互動網頁"),
        minutes=0.5,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
