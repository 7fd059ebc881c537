/** The learner's own model, live: draw, and see the prediction and the evidence for it. */

import { data } from "./data.js";
import { showBars } from "./bars.js";
import { warm } from "./colors.js";
import { DrawingPad } from "./drawing_pad.js";
import { byId, choiceButtons, element } from "./elements.js";
import { imageBytes, imageCount, paintBytes } from "./images.js";
import { LayerCards } from "./layer_cards.js";
import { onLanguage, percent, say } from "./language.js";
import { setUpPadTools } from "./pad_tools.js";

/** With more classes than this, only the likeliest are listed. */
const LISTED = 6;

/** Scores as probabilities, where the model itself ends without softmax. */
function softmax(scores) {
  const highest = Math.max(...scores);
  const powers = Array.from(scores, (score) => Math.exp(score - highest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

export class NetworkView {
  constructor(network) {
    this.network = network;
    this.classNames = data.dataset.classNames;
    this.cards = new LayerCards(byId("layers"), network);
    this.pad = new DrawingPad(byId("pad"), data.dataset.shape, () => this.update());
    this.label = null;
    this.#makeTools();
    this.#makeGallery();
    this.#makeEvidence();
    this.#chooseImage(0);
    onLanguage(() => this.#translate());
  }

  /** Run the network on what the pad shows, and show everything anew. */
  update() {
    const pixels = Float32Array.from(this.pad.pixels, (value) => value * data.dataset.scale);
    this.values = this.network.run(pixels);
    const output = this.values[this.network.output].data;
    this.probabilities = data.model.probabilities ? Array.from(output) : softmax(output);
    this.#showPrediction();
    this.#showEvidence();
    this.cards.show(this.values);
  }

  #makeTools() {
    setUpPadTools(this.pad, () => {
      this.pressImage(null);
      this.label = null;
    });
  }

  #makeGallery() {
    const choices = Array.from({ length: imageCount }, (_, index) => {
      const thumbnail = element("canvas", { className: "thumbnail", "aria-hidden": "true" });
      paintBytes(thumbnail, imageBytes(index));
      return { value: index, content: thumbnail };
    });
    const gallery = byId("gallery");
    this.pressImage = choiceButtons(gallery, choices, 0, (index) => this.#chooseImage(index));
    onLanguage(() => {
      [...gallery.children].forEach((button, index) => {
        const name = this.classNames[data.dataset.labels[index]];
        button.setAttribute("aria-label", say("network.sample", { name, number: index + 1 }));
      });
    });
  }

  #chooseImage(index) {
    const canvas = element("canvas");
    paintBytes(canvas, imageBytes(index));
    this.label = data.dataset.labels[index];
    this.pad.show(canvas);
  }

  #makeEvidence() {
    const layers = this.network.layers.filter(({ shape }) => shape[0] * shape[1] > 1);
    const convolution = layers.findLast((layer) => layer.kernel) ?? layers.at(-1);
    byId("evidence").hidden = !convolution;
    byId("cam-layer").append(
      ...layers.map(({ value, name }) => element("option", { value, textContent: name })),
    );
    if (convolution) byId("cam-layer").value = convolution.value;
    byId("cam-class").append(
      element("option", { value: "" }),
      ...this.classNames.map((name, index) =>
        element("option", { value: index, textContent: name }),
      ),
    );
    for (const id of ["cam-layer", "cam-class"]) {
      byId(id).addEventListener("change", () => this.#showEvidence());
    }
  }

  #translate() {
    const { name, count } = data.dataset;
    const parameters = data.model.parameters.toLocaleString("en");
    byId("network-lead").textContent = say("network.lead", { model: data.model.name, parameters });
    byId("gallery-note").textContent = say("network.gallery_note", {
      count: imageCount,
      name,
      all: count.toLocaleString("en"),
    });
    byId("cam-class").options[0].textContent = say("cam.predicted");
    if (!this.values) return;
    this.#showPrediction();
    this.#showEvidence();
  }

  #showPrediction() {
    const { probabilities, classNames } = this;
    const order = probabilities.map((_, index) => index);
    const isLong = classNames.length > 2 * LISTED;
    if (isLong) order.sort((a, b) => probabilities[b] - probabilities[a]).splice(LISTED);
    const predicted = probabilities.indexOf(Math.max(...probabilities));
    showBars(
      byId("predictions"),
      order.map((index) => ({
        name: classNames[index],
        probability: probabilities[index],
        isPredicted: index === predicted,
      })),
    );
    const facts = { name: classNames[predicted], probability: percent(probabilities[predicted]) };
    const truth =
      this.label === null ? "" : ` ${say("network.truth", { name: classNames[this.label] })}`;
    byId("prediction-sentence").textContent = say("network.sentence", facts) + truth;
  }

  #showEvidence() {
    if (byId("evidence").hidden) return;
    const target = Number(byId("cam-layer").value);
    const asked = byId("cam-class").value;
    const predicted = this.probabilities.indexOf(Math.max(...this.probabilities));
    const explained = asked === "" ? predicted : Number(asked);
    const heat = this.network.gradCam(this.values, explained, target);
    const most = heat.reduce((a, b) => Math.max(a, b), 0);
    drawHeat(byId("cam"), this.pad.canvas, heat, most, this.values[target].shape);
    const name = this.classNames[explained];
    byId("cam-note").textContent = say(most > 0 ? "cam.some" : "cam.none", { name });
    byId("cam").setAttribute("aria-label", say("cam.label", { name }));
  }
}

/** Lay heat over the image: the warmer, the less of the image shows through. */
function drawHeat(canvas, image, heat, most, [rows, columns]) {
  const layer = new OffscreenCanvas(columns, rows);
  const pixels = new ImageData(columns, rows);
  heat.forEach((value, place) => {
    const share = most > 0 ? value / most : 0;
    pixels.data.set([...warm(share), 210 * share], 4 * place);
  });
  layer.getContext("2d").putImageData(pixels, 0, 0);
  canvas.width = 8 * image.width;
  canvas.height = 8 * image.height;
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = true;
  context.drawImage(layer, 0, 0, canvas.width, canvas.height);
}
