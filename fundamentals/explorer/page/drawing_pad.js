/** A pad to draw on, as large in pixels as the images of the data set. */

import { data } from "./data.js";

const [ROWS, COLUMNS, CHANNELS] = data.dataset.shape;

export class DrawingPad {
  /** `onChange` is called after each stroke of the pen, at most once a frame. */
  constructor(canvas, onChange) {
    this.canvas = canvas;
    this.onChange = onChange;
    this.pen = "#fff";
    this.width = 2.5;
    this.cursor = { x: COLUMNS / 2, y: ROWS / 2 };
    canvas.width = COLUMNS;
    canvas.height = ROWS;
    this.context = canvas.getContext("2d", { willReadFrequently: true });
    this.clear();
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#extend(event));
    canvas.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** What the network gets: rows × columns × channels, 0–255. */
  get pixels() {
    const { data: colours } = this.context.getImageData(0, 0, COLUMNS, ROWS);
    return Uint8Array.from({ length: ROWS * COLUMNS * CHANNELS }, (_, index) => {
      const channel = index % CHANNELS;
      return colours[4 * Math.floor(index / CHANNELS) + (CHANNELS >= 3 ? channel : 0)];
    });
  }

  clear() {
    this.context.fillStyle = "#000";
    this.context.fillRect(0, 0, COLUMNS, ROWS);
    this.#changed();
  }

  show(image) {
    this.context.drawImage(image, 0, 0);
    this.#changed();
  }

  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * COLUMNS) / box.width,
      y: ((event.clientY - box.top) * ROWS) / box.height,
    };
  }

  #begin(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.cursor = this.#place(event);
    this.#line(this.cursor);
  }

  #extend(event) {
    if (!this.canvas.hasPointerCapture(event.pointerId)) return;
    // The browser gathers movements between frames; without them a quick stroke has corners.
    const movements = event.getCoalescedEvents?.() ?? [];
    for (const movement of movements.length ? movements : [event])
      this.#line(this.#place(movement));
  }

  #onKey(event) {
    const moves = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const [right, down] = moves[event.key];
    const target = {
      x: Math.min(Math.max(this.cursor.x + right, 0), COLUMNS),
      y: Math.min(Math.max(this.cursor.y + down, 0), ROWS),
    };
    // With shift the pen is lifted.
    if (event.shiftKey) this.cursor = target;
    else this.#line(target);
  }

  #line(target) {
    const { context } = this;
    context.strokeStyle = this.pen;
    context.lineWidth = (this.width * COLUMNS) / 28;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(this.cursor.x, this.cursor.y);
    context.lineTo(target.x, target.y);
    context.stroke();
    this.cursor = target;
    this.#changed();
  }

  #changed() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      this.onChange();
    });
  }
}
