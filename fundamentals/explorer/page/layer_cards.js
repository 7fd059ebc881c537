/** One card a layer: all its maps, one of them large, and the kernel that makes it. */

import { data } from "./data.js";
import { css, extent, inkOn, palette, signed } from "./colors.js";
import { element } from "./elements.js";
import { figure, onLanguage, say } from "./language.js";
import { drawMosaic, mapAt, mosaicColumns } from "./mosaic.js";

/** Largest side on the screen of one map in a mosaic, and of the one that is shown large. */
const TILE = 48;
const LARGE = 140;
const UNIT = 20;
const WEIGHT = 6;

/** How many screen pixels a number takes, so that a side of `length` numbers takes about `side`. */
const zoomTo = (side, length) => Math.max(1, Math.round(side / length));

export class LayerCards {
  constructor(list, network) {
    this.network = network;
    let before = 0;
    this.cards = network.layers.map((layer) => {
      const isIdentity = layer.value === before;
      before = layer.value;
      return isIdentity || layer.kind === "Flatten" || layer.kind === "Reshape"
        ? new PlainCard(layer, isIdentity)
        : new MapsCard(layer, network.weights);
    });
    list.append(...this.cards.map((card) => card.item));
  }

  show(values) {
    this.cards.forEach((card) => card.show(values[card.layer.value]));
  }
}

const kindName = (kind) => (`layer.${kind}` in data.texts ? say(`layer.${kind}`) : kind);

function header(layer) {
  const [rows, columns, channels] = layer.shape;
  const title = element("h2");
  const facts = element("p", { className: "facts" });
  onLanguage(() => {
    title.textContent = kindName(layer.kind);
    const name = element("code", { textContent: layer.name });
    const shape = rows * columns === 1 ? "vector" : "maps";
    const parameters = layer.parameters.toLocaleString("en");
    const size = say(`layers.${shape}`, { rows, columns, channels });
    const cost = layer.parameters ? ` · ${say("layers.parameters", { parameters })}` : "";
    facts.replaceChildren(name, ` · ${size}${cost}`);
  });
  return element("div", { className: "card-header" }, title, facts);
}

/** A layer that changes no number in prediction, or only how they are lined up. */
class PlainCard {
  constructor(layer, isIdentity) {
    this.layer = layer;
    const note = element("p", { className: "hint" });
    onLanguage(() => (note.textContent = say(isIdentity ? "layers.identity" : "layers.reshape")));
    this.item = element("li", { className: "card plain-card" }, header(layer), note);
  }

  show() {}
}

class MapsCard {
  constructor(layer, weights) {
    this.layer = layer;
    this.weights = weights;
    this.chosen = 0;
    this.count = layer.shape[2];
    this.isVector = layer.shape[0] * layer.shape[1] === 1;
    this.mosaic = element("canvas", { role: "img", className: "mosaic" });
    this.range = element("p", { className: "hint" });
    const maps = element("div", {}, this.#holder(), this.range);
    const parts = this.isVector ? [maps] : [maps, this.#details()];
    const body = element("div", { className: "card-body" }, ...parts);
    this.item = element("li", { className: "card" }, header(layer), body);
    onLanguage(() => this.#label());
  }

  #holder() {
    this.mark = element("div", { className: "mark", "aria-hidden": "true", hidden: this.isVector });
    if (!this.isVector) {
      this.mosaic.classList.add("pressable");
      this.mosaic.addEventListener("click", (event) => {
        const map = mapAt(this.mosaic, event, this.count);
        if (map !== null) this.#choose(map);
      });
    }
    return element("div", { className: "mosaic-holder" }, this.mosaic, this.mark);
  }

  #details() {
    this.large = element("canvas", { role: "img", className: "large" });
    this.kernel = element("div", { role: "img", className: "kernel" });
    this.slider = element("input", { type: "range", min: 1, max: this.count, value: 1 });
    this.sliderText = element("span");
    this.slider.addEventListener("input", () => this.#choose(this.slider.valueAsNumber - 1));
    const label = element("label", { className: "slider" }, this.sliderText, this.slider);
    const pictures = element("div", { className: "pictures" }, element("figure", {}, this.large));
    if (this.layer.kernel) pictures.append(element("figure", {}, this.kernel));
    return element("div", { className: "details" }, label, pictures);
  }

  #choose(map) {
    this.chosen = map;
    this.slider.value = map + 1;
    this.#label();
    this.#showChosen();
  }

  show(value) {
    this.value = value;
    const [rows, columns, channels] = value.shape;
    const [low, high] = extent(value.data);
    this.palette = palette(low, high);
    drawMosaic(this.mosaic, {
      count: channels,
      rows,
      columns,
      data: value.data,
      step: channels,
      zoom: zoomTo(this.isVector ? UNIT : TILE, columns),
      palette: this.palette,
    });
    this.bounds = { low: figure(low), high: figure(high) };
    this.range.textContent = say("layers.range", this.bounds);
    if (!this.isVector) this.#showChosen();
  }

  #label() {
    const [rows, columns] = this.layer.shape;
    const facts = { count: this.count, name: this.layer.name, rows, columns };
    this.mosaic.setAttribute("aria-label", say("layers.mosaic", facts));
    if (this.bounds) this.range.textContent = say("layers.range", this.bounds);
    if (this.isVector) return;
    const choice = { number: this.chosen + 1, count: this.count };
    this.sliderText.textContent = say("layers.chosen", choice);
    this.large.setAttribute("aria-label", say("layers.chosen", choice));
    this.kernel.setAttribute("aria-label", say("layers.kernel", choice));
    if (this.value) this.#showKernel();
  }

  #showChosen() {
    const [rows, columns, channels] = this.value.shape;
    drawMosaic(this.large, {
      count: 1,
      rows,
      columns,
      data: this.value.data,
      first: this.chosen,
      step: channels,
      zoom: zoomTo(LARGE, columns),
      palette: this.palette,
    });
    this.#placeMark();
    this.#showKernel();
  }

  #placeMark() {
    const across = mosaicColumns(this.count);
    const down = Math.ceil(this.count / across);
    Object.assign(this.mark.style, {
      left: `${(100 * (this.chosen % across)) / across}%`,
      top: `${(100 * Math.floor(this.chosen / across)) / down}%`,
      width: `${100 / across}%`,
      height: `${100 / down}%`,
    });
  }

  /** Weights of the chosen filter: [rows, columns, channels, filters], one picture a channel. */
  #chosenKernel() {
    const { offset, shape } = this.layer.kernel;
    const [rows, columns, channels, filters] = shape;
    const taken = new Float32Array(rows * columns * channels);
    for (let place = 0; place < taken.length; place++) {
      taken[place] = this.weights[offset + place * filters + (this.chosen % filters)];
    }
    return { rows, columns, channels, taken };
  }

  #showKernel() {
    if (!this.layer.kernel) return;
    const kernel = this.#chosenKernel();
    const parts = kernel.channels === 1 ? [kernelCells(kernel)] : kernelSlices(kernel);
    this.kernel.replaceChildren(...parts);
  }
}

/** The weights of a kernel with one channel, written out. */
function kernelCells({ columns, taken }) {
  const most = taken.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9);
  const cells = Array.from(taken, (weight) => {
    const color = signed(weight / most);
    const cell = element("div", { textContent: figure(weight) });
    Object.assign(cell.style, { background: css(color), color: inkOn(color) });
    return cell;
  });
  const table = element("div", { className: "kernel-cells" }, ...cells);
  table.style.setProperty("--columns", columns);
  return table;
}

/** The weights of a kernel with many channels: a picture of each, and what they mean. */
function kernelSlices({ rows, columns, channels, taken }) {
  const [low, high] = extent(taken);
  const most = Math.max(-low, high, 1e-9);
  const canvas = element("canvas", { className: "large" });
  drawMosaic(canvas, {
    count: channels,
    rows,
    columns,
    data: taken,
    step: channels,
    zoom: WEIGHT,
    palette: palette(-most, most),
  });
  const text = say("layers.slices", { rows, columns, channels });
  return [canvas, element("p", { className: "hint", textContent: text })];
}
