"""How fast the exported page runs the solution CNN in a real browser, and how large it is.

Run it with ``python benchmarks/explorer.py``. It trains the CNN of lab 3b for two epochs on the
bundled digits (``--model`` takes a trained one), exports the page, opens it in Chromium from a
file with the network off, and measures one forward pass over real images and the time from a
stroke of the pen until every map is redrawn. It exits 1 where a figure exceeds its bound.
``--pictures FOLDER`` also writes the pictures of it that README and docs show.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import keras
import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from fundamentals.authoring import find_course, load_module
from fundamentals.datasets import ImageDataset
from fundamentals.explorer import export_page, load_matching_dataset, load_model

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHOTOGRAPHED = {"desktop": ("#convolution", ".workbench"), "phone": (".workbench",)}
BOUNDS = {"size": 1e6, "forward": 20.0, "redraw": 100.0, "difference": 1e-4}

FORWARD = """() => {
    const { data, network } = explorer;
    const bytes = Uint8Array.from(atob(data.dataset.images), (c) => c.charCodeAt(0));
    const count = data.dataset.labels.length;
    const size = bytes.length / count;
    const times = [];
    let difference = 0;
    for (let index = 0; index < count; index++) {
        const pixels = Float32Array.from(
            bytes.subarray(index * size, (index + 1) * size), (v) => v * data.dataset.scale);
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


def train_briefly() -> tuple[keras.Model, ImageDataset]:
    """Return the solution CNN after two epochs: enough for ReLU to leave its usual share of 0."""
    solution = load_module(find_course().lab("lab03b").solution_path)
    keras.utils.set_random_seed(0)
    model: keras.Model = solution.build_cnn((28, 28, 1), 10)
    dataset = load_matching_dataset("digits", model)
    model.compile("adam", "sparse_categorical_crossentropy")
    images = solution.prepare_images(dataset.train.images)
    model.fit(images, dataset.train.labels, batch_size=64, epochs=2, verbose=0)
    return model, dataset


def measure(page: Page) -> dict[str, float]:
    """Return the median milliseconds of a forward pass and of a redraw, and the difference."""
    page.wait_for_function("document.getElementById('proof').textContent")
    forward = page.evaluate(FORWARD)
    return {
        "forward": float(np.median(forward["times"])),
        "difference": forward["difference"],
        "redraw": float(np.median(page.evaluate(REDRAW))),
    }


def photograph(browser: Browser, path: Path, folder: Path) -> None:
    """Write the pictures of the page that README and docs show."""
    desktop = {"viewport": {"width": 1180, "height": 900}}
    phone = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}
    for locale, suffix in {"en-US": "", "zh-TW": ".zh-Hant"}.items():
        for device, options in {"desktop": desktop, "phone": phone}.items():
            context = browser.new_context(
                offline=True, locale=locale, reduced_motion="reduce", **options
            )
            page = context.new_page()
            page.goto(path.as_uri())
            page.wait_for_function("document.getElementById('proof').textContent")
            for part in PHOTOGRAPHED[device]:
                name = f"explorer_{part.lstrip('.#')}_{device}{suffix}.png"
                page.locator(part).screenshot(path=folder / name)
            context.close()


def main() -> int:
    """Print all figures; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, help="a trained .keras file")
    parser.add_argument("--dataset", default="digits", help="what it was trained on")
    parser.add_argument("--pictures", type=Path, help="folder to write pictures of the page to")
    options = parser.parse_args()
    if options.model:
        model = load_model(options.model)
        dataset = load_matching_dataset(options.dataset, model)
    else:
        model, dataset = train_briefly()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        exported = export_page(model, dataset, Path(folder) / "page.html", name="cnn.keras")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_context(offline=True).new_page()
        page.goto(exported.path.as_uri())
        found = {"size": float(exported.size), **measure(page)}
        if options.pictures:
            photograph(browser, exported.path, options.pictures)
        browser.close()
    name = options.model or "solution CNN of lab 3b"
    print(f"{name}, {model.count_params():,} parameters, {dataset.name}")
    print(f"page                     {found['size'] / 1e3:8.0f} KB  (bound 1,000)")
    print(f"forward pass, one image  {found['forward']:8.1f} ms  (bound 20, median)")
    print(f"stroke to redrawn maps   {found['redraw']:8.1f} ms  (bound 100, median)")
    print(f"largest difference       {found['difference']:8.0e}     (bound 1e-4, from Keras)")
    return int(any(found[name] > bound for name, bound in BOUNDS.items()))


if __name__ == "__main__":
    sys.exit(main())
