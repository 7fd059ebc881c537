/** Where the image speaks for a class: Grad-CAM, laid over the image. */

import { css, heat } from "./colors.js";
import { data } from "./data.js";
import { byId, element } from "./elements.js";
import { onLanguage, say } from "./language.js";
import { likeliest } from "./prediction.js";

export class GradCamView {
  constructor(network, pad) {
    this.network = network;
    this.pad = pad;
    const layers = network.layers.filter(({ shape }) => shape[0] * shape[1] > 1);
    const convolution = layers.findLast((layer) => layer.kernel) ?? layers.at(-1);
    byId("grad-cam").hidden = !convolution;
    byId("cam-layer").append(
      ...layers.map(({ value, name }) => element("option", { value, textContent: name })),
    );
    if (convolution) byId("cam-layer").value = convolution.value;
    byId("cam-class").append(
      element("option", { value: "" }),
      ...data.dataset.classNames.map((name, index) =>
        element("option", { value: index, textContent: name }),
      ),
    );
    paintScale(byId("cam-scale"));
    for (const id of ["cam-layer", "cam-class"]) {
      byId(id).addEventListener("change", () => this.#show());
    }
    onLanguage(() => {
      byId("cam-class").options[0].textContent = say("cam.predicted");
      if (this.values) this.#show();
    });
  }

  /** `pixels` is the image, 0–255: of an empty one there is nothing to explain. */
  show(values, probabilities, pixels) {
    this.values = values;
    this.probabilities = probabilities;
    this.isEmpty = pixels.every((value) => value === 0);
    this.#show();
  }

  #show() {
    if (byId("grad-cam").hidden) return;
    const target = Number(byId("cam-layer").value);
    const asked = byId("cam-class").value;
    const explained = asked === "" ? likeliest(this.probabilities) : Number(asked);
    const evidence = this.network.gradCam(this.values, explained, target);
    if (this.isEmpty) evidence.fill(0);
    const most = evidence.reduce((a, b) => Math.max(a, b), 0);
    drawEvidence(byId("cam"), this.pad.canvas, evidence, most, this.values[target].shape);
    byId("cam-most").textContent = most.toLocaleString("en", { maximumSignificantDigits: 2 });
    const name = data.dataset.classNames[explained];
    byId("cam-note").textContent = say(most > 0 ? "cam.some" : "cam.none", { name });
    byId("cam").setAttribute("aria-label", say("cam.label", { name }));
  }
}

/** How much of the evidence's color covers the image: as in the labs' pictures. */
const COVER = 0.55;

function drawEvidence(canvas, image, evidence, most, [rows, columns]) {
  const layer = new OffscreenCanvas(columns, rows);
  const pixels = new ImageData(columns, rows);
  evidence.forEach((value, place) => {
    pixels.data.set([...heat(most > 0 ? value / most : 0), 255 * COVER], 4 * place);
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

/** The colors from no evidence to the most, left to right. */
function paintScale(canvas) {
  canvas.width = 128;
  canvas.height = 1;
  const context = canvas.getContext("2d");
  for (let step = 0; step < canvas.width; step++) {
    context.fillStyle = css(heat(step / (canvas.width - 1)));
    context.fillRect(step, 0, 1, 1);
  }
}
