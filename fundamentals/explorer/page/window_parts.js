/** What each map before adds under the window, to choose the one that is shown. */

import { paletteOf } from "./columns.js";
import { element, roving } from "./elements.js";
import { figure, say } from "./language.js";
import { MapCanvas } from "./map_canvas.js";

export class WindowParts {
  constructor(container, onChoose) {
    this.container = container;
    this.buttons = [];
    container.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) onChoose(Number(button.dataset.part));
    });
    this.enter = roving(container);
  }

  /** `parts` are { map, sum }; without them, or with a single one, there is nothing to choose. */
  show({ parts = [], chosen }, source, values) {
    this.container.hidden = parts.length < 2;
    if (this.container.hidden) return;
    if (this.source !== source || this.buttons.length !== parts.length) this.#build(parts, source);
    const most = Math.max(...parts.map(({ sum }) => Math.abs(sum)), 1e-9);
    parts.forEach(({ map, sum }, at) => {
      const { button, canvas, text } = this.buttons[at];
      canvas.draw(values[source.value].data, map, source.maps.step, paletteOf(source, values)(map));
      text.textContent = figure(sum);
      text.className = sum < 0 ? "subtracts" : "adds";
      text.style.setProperty("--part", Math.abs(sum) / most);
      button.setAttribute("aria-pressed", at === chosen);
      button.setAttribute("aria-label", say("window.part", { number: map + 1, sum: figure(sum) }));
    });
  }

  #build(parts, source) {
    this.source = source;
    this.buttons = parts.map(({ map }) => {
      const canvas = new MapCanvas(source.maps);
      const text = element("span");
      const button = element("button", { type: "button", tabIndex: -1 }, canvas.canvas, text);
      button.dataset.part = map;
      return { button, canvas, text };
    });
    this.container.replaceChildren(...this.buttons.map(({ button }) => button));
    this.enter(this.buttons[0].button);
  }
}
