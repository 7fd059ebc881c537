/** Slides "Kernels and convolution", "Stride", "Padding": a kernel over an image, step by step. */

import { css, extent, gray, inkOn, signed } from "./colors.js";
import { correlate, pad, weightedSum, windowAt } from "./correlate.js";
import { data } from "./data.js";
import { byId, choiceButtons, element } from "./elements.js";
import { Grid } from "./grid.js";
import { grayImage, imageCount, imageBytes, paintBytes } from "./images.js";
import { figure, onLanguage, say, setting } from "./language.js";

const SIZE = 3;
const SAMPLES = 4;
const slideImage = () => ({ rows: 6, columns: 6, values: data.deck.image.flat() });
const emptyImage = () => ({ rows: 12, columns: 12, values: Array(144).fill(0) });

export class KernelSlide {
  constructor() {
    this.image = slideImage();
    this.kernel = data.deck.kernels.blur.flat();
    this.stride = 1;
    this.padding = "none";
    this.clipped = false;
    this.step = 0;
    this.listeners = [];
    this.input = new Grid(byId("input-grid"), (...press) => this.#paint(...press));
    this.output = new Grid(byId("output-grid"), (row, column) => {
      this.goTo(row * this.result.columns + column);
    });
    this.#makeChoices();
    this.#makeKernelInputs();
    this.#makeStepper();
    onLanguage(() => this.#update());
  }

  /** Call `listener` now and whenever another window, kernel or image is shown. */
  onWindow(listener) {
    this.listeners.push(listener);
    listener();
  }

  /** What the window shows now. */
  get window() {
    const row = Math.floor(this.step / this.result.columns);
    const column = this.step % this.result.columns;
    const pixels = windowAt(this.padded, row * this.stride, column * this.stride, SIZE);
    return { row, column, pixels, sum: weightedSum(pixels, this.kernel) };
  }

  get windowCount() {
    return this.result.values.length;
  }

  /** Move to a window; after the last comes the first. */
  goTo(step) {
    this.step = (step + this.windowCount) % this.windowCount;
    this.#showWindow();
  }

  #makeChoices() {
    const update = (name) => (value) => {
      this[name] = value;
      this.#update();
    };
    choiceButtons(byId("image-choices"), this.#imageChoices(), "slide", (choice) => {
      this.image = this.#choose(choice);
      this.step = 0;
      this.#update();
    });
    const kernels = Object.entries(data.deck.kernel_titles);
    this.pressKernel = choiceButtons(
      byId("kernel-choices"),
      kernels.map(([value, title]) => ({ value, title })),
      "blur",
      (name) => {
        this.kernel = data.deck.kernels[name].flat();
        this.#writeKernel();
        this.#update();
      },
    );
    const strides = [1, 2, 3].map((value) => ({ value, text: String(value) }));
    choiceButtons(byId("stride-choices"), strides, 1, update("stride"));
    const paddings = ["none", "zero", "mirror"];
    const paddingChoices = paddings.map((value) => ({ value, key: `padding.${value}` }));
    choiceButtons(byId("padding-choices"), paddingChoices, "none", update("padding"));
    const shows = [
      { value: false, key: "show.exact" },
      { value: true, key: "show.clipped" },
    ];
    choiceButtons(byId("show-choices"), shows, false, update("clipped"));
  }

  #imageChoices() {
    // Spread over the set, for they are sorted by class.
    const samples = Array.from({ length: Math.min(SAMPLES, imageCount) }, (_, sample) => {
      const index = Math.floor((sample * imageCount) / SAMPLES);
      const thumbnail = element("canvas", { "aria-hidden": "true", className: "thumbnail" });
      paintBytes(thumbnail, imageBytes(index));
      return { value: index, content: thumbnail, key: "image.sample" };
    });
    return [
      { value: "slide", key: "image.slide" },
      { value: "empty", key: "image.empty" },
      ...samples,
    ];
  }

  #choose(choice) {
    if (choice === "slide") return slideImage();
    return choice === "empty" ? emptyImage() : grayImage(choice);
  }

  #makeKernelInputs() {
    this.kernelInputs = this.kernel.map((_, tap) => {
      const input = element("input", { type: "number", step: "any", inputMode: "decimal" });
      input.addEventListener("input", () => {
        this.kernel[tap] = Number(input.value) || 0;
        this.pressKernel(null);
        this.#update();
      });
      return input;
    });
    byId("kernel-inputs").append(...this.kernelInputs);
    onLanguage(() =>
      this.kernelInputs.forEach((input, tap) => {
        input.setAttribute("aria-label", say("convolution.weight", { number: tap + 1 }));
      }),
    );
    this.#writeKernel();
  }

  #writeKernel() {
    this.kernelInputs.forEach((input, tap) => (input.value = setting(this.kernel[tap])));
  }

  #makeStepper() {
    byId("step").addEventListener("input", (event) => this.goTo(event.target.valueAsNumber - 1));
    byId("step-back").addEventListener("click", () => this.goTo(this.step - 1));
    byId("step-forward").addEventListener("click", () => this.goTo(this.step + 1));
    byId("play").addEventListener("click", () => this.#play(!this.timer));
  }

  #play(start) {
    clearInterval(this.timer);
    this.timer = null;
    if (start) {
      // A large image at the pace of a small one would take minutes.
      const pause = Math.max(60, Math.min(600, 12000 / this.windowCount));
      this.timer = setInterval(() => this.goTo(this.step + 1), pause);
    }
    // A screen reader should not read out every window that flies by.
    for (const id of ["window-sum", "neuron-sentence"])
      byId(id).ariaLive = start ? "off" : "polite";
    this.#labelPlay();
  }

  #labelPlay() {
    byId("play").textContent = say(this.timer ? "convolution.pause" : "convolution.play");
  }

  #paint(row, column, isStart) {
    const border = this.padding === "none" ? 0 : 1;
    const y = row - border;
    const x = column - border;
    if (y < 0 || x < 0 || y >= this.image.rows || x >= this.image.columns) return;
    const place = y * this.image.columns + x;
    if (isStart) this.ink = this.image.values[place] >= 0.5 ? 0 : 1;
    this.image.values[place] = this.ink;
    this.#update();
  }

  #update() {
    const border = this.padding === "none" ? 0 : 1;
    this.padded = pad(this.image, border, this.padding);
    this.result = correlate(this.padded, this.kernel, this.stride);
    this.step = Math.min(this.step, this.windowCount - 1);
    this.#showInput(border);
    this.#showOutput();
    this.#showFormula(border);
    this.#labelPlay();
    this.#showWindow();
  }

  #showInput(border) {
    const { rows, columns } = this.padded;
    const size = `${rows} × ${columns}`;
    const caption = say(border ? "convolution.padded" : "convolution.input", { size });
    byId("input-caption").textContent = caption;
    this.input.show({
      ...this.padded,
      color: gray,
      label: caption,
      isBorder: (row, column) =>
        border > 0 && (row === 0 || column === 0 || row === rows - 1 || column === columns - 1),
    });
  }

  #showOutput() {
    const { rows, columns, values } = this.result;
    const [low, high] = extent(values);
    const most = Math.max(-low, high, 1);
    const caption = say("convolution.output", { size: `${rows} × ${columns}` });
    byId("output-caption").textContent = caption;
    const cut = (value) => Math.min(Math.max(value, 0), 1);
    const exact = low < 0 ? (value) => signed(value / most) : (value) => gray(value / most);
    this.output.show({
      rows,
      columns,
      values: this.clipped ? values.map(cut) : values,
      color: this.clipped ? gray : exact,
      label: caption,
    });
    byId("output-note").textContent = this.#outputNote(values, low, high);
  }

  /** Say what a picture, which holds 0 to 1 only, would hide. */
  #outputNote(values, low, high) {
    // Sums of decimal fractions miss 1 by a hair.
    const below = values.filter((value) => value < -1e-9).length;
    const above = values.filter((value) => value > 1 + 1e-9).length;
    const key = below + above === 0 ? "fits" : this.clipped ? "cut" : "exceeds";
    const facts = { low: figure(low), high: figure(high), below, above, all: values.length };
    return say(`convolution.${key}`, facts);
  }

  #showFormula(border) {
    byId("size-formula").textContent = say("convolution.size", {
      length: this.image.rows,
      border,
      kernel: SIZE,
      stride: this.stride,
      result: this.result.rows,
    });
  }

  #showWindow() {
    const { row, column, pixels, sum } = this.window;
    this.input.frameCells(row * this.stride, column * this.stride, SIZE);
    this.output.frameCells(row, column);
    const slider = byId("step");
    slider.max = this.windowCount;
    slider.value = this.step + 1;
    const place = { row: row + 1, column: column + 1, step: this.step + 1, all: this.windowCount };
    slider.setAttribute("aria-valuetext", say("convolution.place", place));
    byId("window-place").textContent = say("convolution.place", place);
    this.#showProducts(pixels);
    const products = pixels.map((pixel, tap) => figure(pixel * this.kernel[tap]));
    byId("window-sum").textContent = `${products.join(" + ")} = ${figure(sum)}`.replaceAll(
      "+ −",
      "− ",
    );
    this.listeners.forEach((listener) => listener());
  }

  #showProducts(pixels) {
    const most = Math.max(...this.kernel.map(Math.abs), 1e-9);
    byId("products").replaceChildren(
      ...pixels.map((pixel, tap) => {
        const product = pixel * this.kernel[tap];
        const color = signed(product / most);
        const factors = `${figure(pixel)} × ${figure(this.kernel[tap])}`;
        const cell = element(
          "div",
          {},
          element("small", { textContent: factors }),
          element("b", { textContent: figure(product) }),
        );
        Object.assign(cell.style, { background: css(color), color: inkOn(color) });
        return cell;
      }),
    );
  }
}
