"""The network that trains in the page: its arithmetic against Keras, and what a learner sees."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from keras import layers
from playwright.sync_api import Browser, Page, expect

# A real browser takes its time.
pytestmark = pytest.mark.slow

SIDE, COUNT = 14, 6

# The worker's own modules, run on the page's side: three steps of training, the first one with a
# look inside.
THREE_STEPS = """([kind, optimizer, dropout, images, labels]) => {
    const source = document.getElementById("training_worker").textContent;
    const { TrainableNetwork } = new Function(source + "; return training_network_module;")();
    const network = new TrainableNetwork(kind, 14, 3);
    const copy = () => network.parameters.map(({ values }) => Array.from(values));
    const pixels = Float32Array.from(images);
    const before = copy();
    network.dropout.rate = dropout;
    const probabilities = Array.from(network.differentiate(pixels, labels, network.random));
    const gradients = network.parameters.map(({ gradient }) => Array.from(gradient));
    const mask = network.dropout.mask && Array.from(network.dropout.mask);
    for (let step = 0; step < 3; step++) {
        network.learn(pixels, labels, { optimizer, rate: 0.01, dropout: 0 });
    }
    return { before, probabilities, gradients, mask, after: copy() };
}"""


def same_network(kind: str) -> tuple[keras.Model, tuple[int, ...]]:
    """Return the page's network in Keras, with dropout's mask as a second input, and its shape."""
    image = keras.Input((SIDE, SIDE, 1))
    if kind == "dense":
        hidden = layers.Dense(24, activation="relu")(layers.Flatten()(image))
    else:
        hidden = layers.MaxPooling2D()(layers.Conv2D(8, 3, activation="relu")(image))
        hidden = layers.Flatten()(layers.Conv2D(16, 3, activation="relu")(hidden))
    mask = keras.Input(hidden.shape[1:])
    kept = layers.Multiply()([hidden, mask])
    model = keras.Model([image, mask], layers.Dense(10, activation="softmax")(kept))
    return model, hidden.shape[1:]


@pytest.mark.parametrize(
    ("kind", "optimizer", "dropout"), [("dense", "sgd", 0.0), ("cnn", "adam", 0.4)]
)
def test_gradients_and_steps_are_those_of_keras(
    page: Page, kind: str, optimizer: str, dropout: float
) -> None:
    import tensorflow as tf

    random = np.random.default_rng(7)
    images = random.uniform(0, 1, (COUNT, SIDE, SIDE, 1)).astype(np.float32)
    images[images < 0.5] = 0
    labels = random.integers(0, 10, COUNT)
    arguments = [kind, optimizer, dropout, images.ravel().tolist(), labels.tolist()]
    found: dict[str, Any] = page.evaluate(THREE_STEPS, arguments)
    model, hidden = same_network(kind)
    model.set_weights(
        [
            np.reshape(values, weight.shape)
            for values, weight in zip(found["before"], model.weights, strict=True)
        ]
    )
    ones = np.ones((COUNT, *hidden), dtype=np.float32)
    mask = ones if found["mask"] is None else np.reshape(found["mask"], ones.shape)
    kept = [0, 1 / (1 - dropout)] if dropout else [1]
    np.testing.assert_allclose(np.unique(mask), kept, rtol=1e-6)
    with tf.GradientTape() as tape:
        outputs = model([images, mask])
        loss = keras.losses.sparse_categorical_crossentropy(labels, outputs)
        loss = keras.ops.mean(loss)
    gradients = tape.gradient(loss, model.trainable_weights)
    np.testing.assert_allclose(found["probabilities"], np.ravel(outputs), atol=1e-5)
    for name, ours, theirs in zip(model.weights, found["gradients"], gradients, strict=True):
        np.testing.assert_allclose(ours, np.ravel(theirs), atol=1e-5, err_msg=name.path)
    rule = keras.optimizers.SGD if optimizer == "sgd" else keras.optimizers.Adam
    model.compile(rule(0.01), "sparse_categorical_crossentropy")
    for _ in range(3):
        model.train_on_batch([images, ones], labels)
    for ours, theirs in zip(found["after"], model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs.ravel(), atol=1e-4)


def epoch(page: Any) -> int:
    return int(re.findall(r"\d+", page.locator("#training-status").inner_text())[0])


def train(page: Any, epochs: int) -> None:
    page.locator("#training-run").click()
    page.locator("html").evaluate(
        """(_, epochs) => new Promise((done) => {
            const status = document.getElementById("training-status");
            const look = () => (Number(status.textContent.match(/\\d+/)) >= epochs ? done() : 0);
            new MutationObserver(look).observe(status, { childList: true });
        })""",
        epochs,
    )
    page.locator("#training-run").click()
    expect(page.locator("#training-run")).to_have_text("Train")


def test_a_network_overfits_and_the_same_seed_gives_the_same_training(page: Page) -> None:
    page.locator("#training-tab").click()
    expect(page.locator("#training-finding")).to_have_text("Not trained yet: the network guesses.")
    findings = []
    for _ in range(2):
        page.locator("#training-images").fill("0")
        page.locator("#training-reset").click()
        expect(page.locator("#training-status")).to_contain_text("Epoch 0 · 50 training images")
        for step in range(1, 6):
            page.locator("#training-step").click()
            expect(page.locator("#training-status")).to_contain_text(f"Epoch {step} ·")
        findings.append(page.locator("#training-finding").inner_text())
    assert findings[0] == findings[1]
    train(page, 40)
    expect(page.locator("#training-finding")).to_contain_text("Signs of overfitting")
    expect(page.locator(".challenge.solved h2")).to_contain_text("Make it overfit ✓ Solved")
    expect(page.locator("#training-news")).to_contain_text("Signs of overfitting")
    expect(page.locator("#training-accuracy svg")).to_have_attribute(
        "aria-label", page.locator("#training-finding").inner_text()
    )
    expect(page.locator("#training-errors li:visible")).to_have_count(12)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    # The cure begins while it trains; the curves say when.
    before = epoch(page)
    page.locator("#training-images").fill("4")
    train(page, before + 2)
    expect(page.locator("#training-accuracy")).to_contain_text("1,000 images")
    expect(page.locator("#training-status")).to_contain_text("1,000 training images")


def test_it_trains_inside_a_notebooks_frame(chromium: Browser, small_page: Path) -> None:
    """Notebooks show a page by ``srcdoc``, some of them in a sandbox without an origin."""
    opened = chromium.new_page(offline=True)
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.evaluate(
        """(html) => {
            const frame = document.createElement("iframe");
            frame.sandbox = "allow-scripts";
            frame.width = 1100;
            frame.height = 800;
            frame.srcdoc = html;
            document.body.append(frame);
        }""",
        small_page.read_text(encoding="utf-8"),
    )
    frame = opened.frame_locator("iframe")
    frame.locator("#training-tab").click()
    expect(frame.locator("#training-status")).to_contain_text("Epoch 0")
    frame.locator("#training-step").click()
    expect(frame.locator("#training-status")).to_contain_text("Epoch 1")
    opened.close()
    assert complaints == []
