/** A pad to draw on, white on black. */

export class DrawingPad {
  /**
   * `shape`: rows, columns and channels of the drawing. `onChange` is called after each stroke of
   * the pen, at most once a frame.
   */
  constructor(canvas, shape, onChange) {
    [this.rows, this.columns, this.channels] = shape;
    this.canvas = canvas;
    this.onChange = onChange;
    this.pen = "#fff";
    this.width = 2.5;
    this.cursor = { x: this.columns / 2, y: this.rows / 2 };
    canvas.width = this.columns;
    canvas.height = this.rows;
    this.context = canvas.getContext("2d", { willReadFrequently: true });
    this.clear();
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#extend(event));
    canvas.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** What the network gets: rows × columns × channels, 0–255. */
  get pixels() {
    const { rows, columns, channels } = this;
    const { data: colors } = this.context.getImageData(0, 0, columns, rows);
    return Uint8Array.from({ length: rows * columns * channels }, (_, index) => {
      const channel = index % channels;
      return colors[4 * Math.floor(index / channels) + (channels >= 3 ? channel : 0)];
    });
  }

  get isEmpty() {
    return this.pixels.every((value) => value === 0);
  }

  clear() {
    this.context.fillStyle = "#000";
    this.context.fillRect(0, 0, this.columns, this.rows);
    this.#changed();
  }

  show(image) {
    this.context.drawImage(image, 0, 0);
    this.#changed();
  }

  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * this.columns) / box.width,
      y: ((event.clientY - box.top) * this.rows) / box.height,
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
    const step = this.columns / 28;
    const [right, down] = moves[event.key].map((direction) => direction * step);
    const target = {
      x: Math.min(Math.max(this.cursor.x + right, 0), this.columns),
      y: Math.min(Math.max(this.cursor.y + down, 0), this.rows),
    };
    // With shift the pen is lifted.
    if (event.shiftKey) this.cursor = target;
    else this.#line(target);
  }

  #line(target) {
    const { context } = this;
    context.strokeStyle = this.pen;
    context.lineWidth = (this.width * this.columns) / 28;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(this.cursor.x, this.cursor.y);
    // A canvas draws no line without length; a tap should leave a dot.
    context.lineTo(target.x + 0.01, target.y);
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
