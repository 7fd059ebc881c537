/** An image as a grid of cells: with numbers where they fit, for pointer, keyboard and reader. */

import { css, inkOn } from "./colors.js";
import { element } from "./elements.js";
import { figure } from "./language.js";

/** Above this many columns the cells are too small for a number. */
const NUMBERED = 12;

export class Grid {
  /**
   * `onPress(row, column, isStart)` is called where a pointer goes down or drags, and for the space
   * and enter keys.
   */
  constructor(container, onPress) {
    this.onPress = onPress;
    this.cells = [];
    this.columns = 0;
    this.focused = 0;
    this.table = element("div", { className: "grid", role: "grid" });
    this.frame = element("div", { className: "grid-window", "aria-hidden": "true" });
    container.append(element("div", { className: "grid-holder" }, this.table, this.frame));
    this.#listen();
  }

  /**
   * Show rows × columns values. `color(value)` gives [red, green, blue]; `isBorder(row, column)`
   * and `isMarked(value)` set cells apart.
   */
  show({ rows, columns, values, color, label, isBorder = () => false, isMarked = () => false }) {
    if (this.cells.length !== rows * columns || this.columns !== columns)
      this.#build(rows, columns);
    const numbered = columns <= NUMBERED;
    this.table.setAttribute("aria-label", label);
    this.cells.forEach((cell, index) => {
      const value = values[index];
      const background = color(value);
      const text = figure(value);
      cell.style.background = css(background);
      cell.style.color = inkOn(background);
      if (numbered) cell.textContent = text;
      else cell.setAttribute("aria-label", text);
      cell.classList.toggle("border", isBorder(Math.floor(index / columns), index % columns));
      cell.classList.toggle("marked", isMarked(value));
    });
  }

  /** Frame `size` × `size` cells, or one cell. */
  frameCells(row, column, size = 1) {
    const rows = this.cells.length / this.columns;
    Object.assign(this.frame.style, {
      top: `${(100 * row) / rows}%`,
      left: `${(100 * column) / this.columns}%`,
      height: `${(100 * size) / rows}%`,
      width: `${(100 * size) / this.columns}%`,
    });
  }

  #build(rows, columns) {
    this.columns = columns;
    this.focused = 0;
    this.cells = [];
    this.table.style.setProperty("--columns", columns);
    this.table.style.setProperty("--rows", rows);
    this.table.classList.toggle("numbered", columns <= NUMBERED);
    this.table.replaceChildren(
      ...Array.from({ length: rows }, () => {
        const cells = Array.from({ length: columns }, () =>
          element("div", { role: "gridcell", tabIndex: -1 }),
        );
        this.cells.push(...cells);
        return element("div", { role: "row" }, ...cells);
      }),
    );
    if (this.cells.length) this.cells[0].tabIndex = 0;
  }

  #listen() {
    let last = null;
    const press = (event, isStart) => {
      const index = this.cells.indexOf(document.elementFromPoint(event.clientX, event.clientY));
      if (index < 0 || (!isStart && index === last)) return;
      last = index;
      this.onPress(Math.floor(index / this.columns), index % this.columns, isStart);
    };
    this.table.addEventListener("pointerdown", (event) => {
      this.table.setPointerCapture(event.pointerId);
      press(event, true);
    });
    this.table.addEventListener("pointermove", (event) => {
      if (this.table.hasPointerCapture(event.pointerId)) press(event, false);
    });
    this.table.addEventListener("keydown", (event) => this.#onKey(event));
  }

  #onKey(event) {
    const moves = { ArrowUp: -this.columns, ArrowDown: this.columns, ArrowLeft: -1, ArrowRight: 1 };
    if (event.key === " " || event.key === "Enter") {
      this.onPress(Math.floor(this.focused / this.columns), this.focused % this.columns, true);
    } else if (event.key in moves) {
      const next = this.focused + moves[event.key];
      const sideways = Math.abs(moves[event.key]) === 1;
      const sameRow = Math.floor(next / this.columns) === Math.floor(this.focused / this.columns);
      if (next >= 0 && next < this.cells.length && (!sideways || sameRow)) this.#focus(next);
    } else {
      return;
    }
    event.preventDefault();
  }

  #focus(index) {
    this.cells[this.focused].tabIndex = -1;
    this.focused = index;
    this.cells[index].tabIndex = 0;
    this.cells[index].focus();
  }
}
