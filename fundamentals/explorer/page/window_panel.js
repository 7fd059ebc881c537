/** How the chosen number of the chosen map is computed, below the columns; enlarged, step by step. */

import { arithmetic, strongestPlace } from "./arithmetic.js";
import { extent, palette } from "./colors.js";
import { paletteOf } from "./columns.js";
import { byId, element } from "./elements.js";
import { onLanguage, say } from "./language.js";
import { MapCanvas } from "./map_canvas.js";
import { numberCells } from "./number_cells.js";
import { OPERATIONS } from "./operations.js";
import { columnName, stageFacts, stageName } from "./stage_names.js";
import { sumLines } from "./sum_lines.js";
import { WindowParts } from "./window_parts.js";

const PACE = 350;

const sign = (textContent, className = "") =>
  element("span", { className: `sign ${className}`, "aria-hidden": "true", textContent });

export class WindowPanel {
  /** `onSize(isLarge)` is called when the panel is enlarged or put back. */
  constructor(network, onSize) {
    this.network = network;
    this.onSize = onSize;
    this.isLarge = false;
    this.parts = new WindowParts(byId("window-parts"), (part) => {
      this.chosen.part = part;
      this.#show();
    });
    byId("window-size").addEventListener("click", () => this.resize(!this.isLarge));
    byId("window").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isLarge) this.resize(false);
    });
    this.#setUpStepper();
    onLanguage(() => {
      this.#nameSize();
      if (this.values && this.chosen) this.#show();
    });
  }

  /** Show another map; without a place, where it responds most. */
  choose({ stage, map, place }) {
    const isStrongest = place === undefined;
    this.chosen = { stage: this.stages[stage], map, place, isStrongest };
    if (this.values) this.#show();
  }

  /** The network is divided into other stages. */
  use(stages) {
    this.stages = stages;
    this.chosen = null;
  }

  /** The network has seen another image. */
  update(values) {
    this.values = values;
    if (this.chosen) this.#show();
  }

  resize(isLarge) {
    this.isLarge = isLarge;
    if (!isLarge) this.#play(false);
    this.#nameSize();
    this.onSize(isLarge);
    if (this.chosen) this.#show();
  }

  #nameSize() {
    byId("window-size").textContent = say(this.isLarge ? "window.back" : "window.enlarge");
    byId("window-play").textContent = say(this.timer ? "convolution.pause" : "convolution.play");
  }

  #setUpStepper() {
    byId("window-step").addEventListener("input", (event) => {
      this.#goTo(event.target.valueAsNumber - 1);
    });
    byId("window-back").addEventListener("click", () => this.#goTo(this.chosen.place - 1));
    byId("window-forward").addEventListener("click", () => this.#goTo(this.chosen.place + 1));
    byId("window-play").addEventListener("click", () => this.#play(!this.timer));
  }

  #play(start) {
    clearInterval(this.timer);
    this.timer = start ? setInterval(() => this.#goTo(this.chosen.place + 1), PACE) : null;
    // A screen reader should not read out every window that flies by.
    byId("window-title").parentElement.ariaLive = start ? "off" : "polite";
    this.#nameSize();
  }

  #goTo(place) {
    const { rows, columns } = this.chosen.stage.maps;
    const count = rows * columns;
    Object.assign(this.chosen, { place: (place + count) % count, isStrongest: false });
    this.#show();
  }

  #show() {
    const { chosen, values } = this;
    const { stage, map } = chosen;
    if (chosen.isStrongest) chosen.place = strongestPlace(stage, map, values);
    const found = arithmetic(this.network, this.stages, chosen, values);
    this.#showTitle();
    this.#showStepper();
    const source = this.stages[stage.sources[0]];
    this.parts.show(this.isLarge ? found : {}, source, values);
    byId("window-body").replaceChildren(
      ...this.#sourceFigure(found, source),
      ...this.#numberFigures(found, source),
      sumLines(found, this.stages),
      ...this.#resultFigure(),
    );
  }

  #showTitle() {
    const { stage, map, place } = this.chosen;
    const { maps } = stage;
    byId("window-title").textContent = stageName(stage);
    const facts = { number: map + 1, count: maps.count };
    const which = maps.isSheet
      ? []
      : [say(maps.rows * maps.columns > 1 ? "window.map" : "window.number", facts)];
    const at = { row: Math.floor(place / maps.columns) + 1, column: (place % maps.columns) + 1 };
    const where = maps.rows * maps.columns > 1 ? [say("window.place", at)] : [];
    byId("window-facts").textContent = [...which, ...where, stageFacts(stage)]
      .filter(Boolean)
      .join(" · ");
  }

  #showStepper() {
    const { stage, place } = this.chosen;
    const count = stage.maps.rows * stage.maps.columns;
    byId("window-stepper").hidden = !this.isLarge || count === 1;
    byId("window-step").max = count;
    byId("window-step").value = place + 1;
  }

  /** The map that is read, with the window on it. */
  #sourceFigure(found, source) {
    if (!source || source.maps.rows * source.maps.columns === 1) return [];
    if (source.operation && OPERATIONS[source.operation.kind].isMixing) return [];
    const { stage, place } = this.chosen;
    const at = {
      top: Math.floor(place / stage.maps.columns),
      left: place % stage.maps.columns,
      height: 1,
      width: 1,
    };
    const isSame =
      source.maps.rows === stage.maps.rows && source.maps.columns === stage.maps.columns;
    const frame = found.frame ?? (isSame ? at : null);
    const map = this.#sourceMap(found, source);
    const facts = { name: columnName(source), number: map + 1, count: source.maps.count };
    const caption = say(source.maps.count > 1 ? "window.source" : "window.only_source", facts);
    return [this.#figure(source, map, caption, frame, "window-source")];
  }

  #sourceMap(found, source) {
    if (found.parts) return found.parts[found.chosen].map;
    if (found.map !== undefined) return found.map;
    return source.maps.count === this.chosen.stage.maps.count ? this.chosen.map : 0;
  }

  #resultFigure() {
    const { stage, map, place } = this.chosen;
    const { rows, columns } = stage.maps;
    if (rows * columns === 1) return [];
    const mark = { top: Math.floor(place / columns), left: place % columns, height: 1, width: 1 };
    const made = this.#figure(stage, map, say("window.result"), mark, "window-result");
    const holder = made.querySelector(".map-holder");
    holder.addEventListener("pointerdown", (event) => {
      if (!this.isLarge) return;
      const box = holder.getBoundingClientRect();
      const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
      const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
      this.#goTo(row * columns + column);
    });
    return [sign("→", "becomes"), made];
  }

  #figure(stage, map, caption, frame, className) {
    const { rows, columns, step } = stage.maps;
    const picture = new MapCanvas(stage.maps);
    picture.draw(this.values[stage.value].data, map, step, paletteOf(stage, this.values)(map));
    const holder = element("div", { className: "map-holder" }, picture.canvas);
    holder.style.setProperty("--shape", columns / rows);
    if (frame) {
      const framed = element("div", { className: "grid-window", "aria-hidden": "true" });
      Object.assign(framed.style, {
        top: `${(100 * frame.top) / rows}%`,
        left: `${(100 * frame.left) / columns}%`,
        height: `${(100 * frame.height) / rows}%`,
        width: `${(100 * frame.width) / columns}%`,
      });
      holder.append(framed);
    }
    return element(
      "figure",
      { className },
      element("figcaption", { textContent: caption }),
      holder,
    );
  }

  /** What lies under the window, times the kernel: the products. */
  #numberFigures(found, source) {
    if (!found.window) return [];
    const isWindow = found.kind !== "inputs";
    const colors = isWindow
      ? paletteOf(source, this.values)(this.#sourceMap(found, source))
      : palette(...extent(found.window));
    const make = (key, numbers, colored, marked) =>
      element(
        "figure",
        { className: "numbers" },
        element("figcaption", { textContent: say(key) }),
        numberCells(numbers, found.columns, colored, {
          isLarge: this.isLarge,
          marked,
          names: found.taken,
        }),
      );
    const window = make(
      isWindow ? "window.window" : "window.inputs",
      found.window,
      colors,
      found.isMean ? -1 : found.winner,
    );
    if (!found.kernel) return [window];
    return [
      ...[window, sign("×"), make(isWindow ? "window.kernel" : "window.weights", found.kernel)],
      ...[sign("="), make("window.products", found.products)],
    ];
  }
}
