/** Where the image speaks for a class: Grad-CAM, laid over the image. */

import { data } from "./data.js";
import { warm } from "./colors.js";
import { byId, element } from "./elements.js";
import { onLanguage, say } from "./language.js";
import { likeliest } from "./prediction.js";

export class Evidence {
  constructor(network, pad) {
    this.network = network;
    this.pad = pad;
    const layers = network.layers.filter(({ shape }) => shape[0] * shape[1] > 1);
    const convolution = layers.findLast((layer) => layer.kernel) ?? layers.at(-1);
    byId("evidence").hidden = !convolution;
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
    for (const id of ["cam-layer", "cam-class"]) {
      byId(id).addEventListener("change", () => this.#show());
    }
    onLanguage(() => {
      byId("cam-class").options[0].textContent = say("cam.predicted");
      if (this.values) this.#show();
    });
  }

  show(values, probabilities) {
    this.values = values;
    this.probabilities = probabilities;
    this.#show();
  }

  #show() {
    if (byId("evidence").hidden) return;
    const target = Number(byId("cam-layer").value);
    const asked = byId("cam-class").value;
    const explained = asked === "" ? likeliest(this.probabilities) : Number(asked);
    const heat = this.network.gradCam(this.values, explained, target);
    const most = heat.reduce((a, b) => Math.max(a, b), 0);
    drawHeat(byId("cam"), this.pad.canvas, heat, most, this.values[target].shape);
    const name = data.dataset.classNames[explained];
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
