/** The network's columns: a heading and the maps of a stage each, drawn anew with every image. */

import { colorOf, extent, imagePalette, palette } from "./colors.js";
import { data } from "./data.js";
import { element } from "./elements.js";
import { onLanguage, say } from "./language.js";
import { MapCanvas } from "./map_canvas.js";
import { fitMaps, IS_PHONE } from "./map_sizes.js";
import { columnFacts, columnName, stageName } from "./stage_names.js";

/** The most maps that are shown: in a wider layer, none would be large enough to see. */
const SHOWN = 512;
/** Narrower columns, in pixels, have smaller headings. */
const ROOMY = 70;

/** The colors of a stage's values: an image as it is, else from its least to its greatest value. */
export function paletteOf(stage, values) {
  if (stage.operation) {
    const shared = palette(...extent(values[stage.value].data));
    return () => shared;
  }
  const most = 255 * data.dataset.scale;
  return (map) => imagePalette(map, stage.maps.count, most);
}

class Column {
  constructor(column, stage, onFold) {
    Object.assign(this, column, { stage });
    const { count, rows, columns } = stage.maps;
    this.isVector = rows * columns === 1;
    this.maps = Array.from({ length: Math.min(count, SHOWN) }, (_, map) => this.#makeMap(map));
    this.name = element("h2");
    this.facts = element("p", { className: "facts" });
    const folds = element("div", { className: "folds" }, ...this.#foldButtons(onFold));
    this.head = element("header", {}, this.name, this.facts, folds);
    this.body = element("div", { className: "maps" }, ...this.maps.map(({ button }) => button));
    this.section = element("section", { className: "column" }, this.head, this.body);
    this.section.classList.toggle("folded", column.count > 0);
  }

  #makeMap(map) {
    const button = element("button", { type: "button", className: "map", tabIndex: -1 });
    Object.assign(button.dataset, { stage: this.stage.index, map });
    if (this.isVector) return { button };
    const canvas = new MapCanvas(this.stage.maps);
    button.append(canvas.canvas);
    return { button, canvas };
  }

  #foldButtons(onFold) {
    const make = (key, name, text) => {
      const button = element("button", { type: "button", className: "fold", tabIndex: -1 });
      button.dataset.fold = key;
      button.textContent = text;
      this.folds.push({ button, name });
      button.addEventListener("click", () => onFold(key));
      return button;
    };
    this.folds = [];
    const closing = this.within.slice(-1).map((key) => make(key, "columns.close", "▸◂"));
    return this.count ? [...closing, make(this.key, "columns.open", `×${this.count}`)] : closing;
  }

  translate() {
    this.name.textContent = this.count ? say("stage.block") : columnName(this.stage);
    const facts = columnFacts(this.stage);
    this.facts.replaceChildren(element("span", { textContent: facts.count }), facts.size);
    const name = stageName(this.stage);
    this.head.title = this.stage.layers.map((layer) => layer.name).join(" · ");
    for (const [map, { button }] of this.maps.entries()) {
      const facts = { name, number: map + 1, count: this.stage.maps.count };
      button.setAttribute(
        "aria-label",
        say(this.isVector ? "columns.number" : "columns.map", facts),
      );
    }
    for (const { button, name: key } of this.folds) {
      button.setAttribute("aria-label", say(key, { count: this.count, name }));
    }
  }

  fit(width, height) {
    const { maps } = this.stage;
    const size = fitMaps({ ...maps, count: this.maps.length }, width, height);
    this.body.style.gap = `${size.gap}px`;
    this.body.style.gridTemplateColumns = `repeat(${size.across}, ${size.width}px)`;
    this.body.style.gridAutoRows = `${size.height}px`;
    this.body.classList.toggle("shrunk", size.width < maps.columns);
  }

  draw(values) {
    const { data: numbers } = values[this.stage.value];
    const colors = paletteOf(this.stage, values);
    this.maps.forEach(({ button, canvas }, map) => {
      if (canvas) canvas.draw(numbers, map, this.stage.maps.step, colors(map));
      else button.style.background = colorOf(numbers[map], colors(map));
    });
  }
}

export class Columns {
  constructor(container, onFold) {
    this.container = container;
    this.onFold = onFold;
    this.shown = [];
    onLanguage(() => this.shown.forEach((column) => column.translate()));
  }

  /** Show other columns: of each stage that one stands for, its maps. */
  build(columns, stages) {
    this.shown = columns.map((column) => new Column(column, stages[column.stage], this.onFold));
    this.container.replaceChildren(...this.shown.map(({ section }) => section));
    this.container.style.setProperty("--count", this.shown.length);
    this.shown.forEach((column) => column.translate());
  }

  /** Give all maps the size that the screen has room for. */
  fit() {
    if (IS_PHONE.matches) {
      this.shown.forEach((column) => column.fit(this.container.clientWidth, 110));
      return;
    }
    const width = this.container.clientWidth / Math.max(this.shown.length, 1);
    this.container.classList.toggle("many", width < ROOMY);
    const gap = Math.min(Math.max(0.42 * width, 22), 84);
    const height = Math.min(...this.shown.map(({ body }) => body.clientHeight));
    this.shown.forEach((column) => column.fit(width - gap, height));
  }

  draw(values) {
    this.shown.forEach((column) => column.draw(values));
  }

  /** The button of a map; undefined where its stage is folded away. */
  buttonOf(stage, map) {
    return this.shown.find((column) => column.stage.index === stage)?.maps[map]?.button;
  }
}
