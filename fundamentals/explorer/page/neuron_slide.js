/** Slide "A kernel is a neuron": the same nine weights, drawn as the inputs of one neuron. */

import { css, gray, inkOn } from "./colors.js";
import { byId, svg } from "./elements.js";
import { figure, onLanguage, say } from "./language.js";

const HEIGHT = 372;
const inputY = (tap) => 26 + 40 * tap;

export class NeuronSlide {
  constructor(kernelSlide) {
    this.kernelSlide = kernelSlide;
    this.bias = 0;
    this.relu = false;
    byId("bias").addEventListener("input", (event) => {
      this.bias = event.target.valueAsNumber;
      this.#show();
    });
    byId("relu").addEventListener("change", (event) => {
      this.relu = event.target.checked;
      this.#show();
    });
    byId("neuron-back").addEventListener("click", () => kernelSlide.goTo(kernelSlide.step - 1));
    byId("neuron-forward").addEventListener("click", () => kernelSlide.goTo(kernelSlide.step + 1));
    kernelSlide.onWindow(() => this.#show());
    onLanguage(() => this.#show());
  }

  #show() {
    const { row, column, pixels, sum } = this.kernelSlide.window;
    const before = sum + this.bias;
    const output = this.relu ? Math.max(before, 0) : before;
    const step = this.kernelSlide.step + 1;
    const place = { row: row + 1, column: column + 1, step, all: this.kernelSlide.windowCount };
    byId("neuron-place").textContent = say("convolution.place", place);
    byId("bias-value").textContent = figure(this.bias);
    const numbers = {
      sum: figure(sum),
      bias: figure(this.bias),
      before: figure(before),
      output: figure(output),
    };
    const sentence = say(this.relu ? "neuron.with_relu" : "neuron.without_relu", numbers);
    byId("neuron-sentence").textContent = sentence;
    byId("neuron-diagram").replaceChildren(this.#draw(pixels, output, sentence));
  }

  #draw(pixels, output, sentence) {
    const { kernel } = this.kernelSlide;
    const most = Math.max(...kernel.map(Math.abs), 1e-9);
    const middle = HEIGHT / 2;
    const lines = pixels.map((_, tap) => {
      const weight = kernel[tap];
      const sign = weight === 0 ? "nothing" : weight < 0 ? "negative" : "positive";
      return svg("line", {
        x1: 128,
        y1: inputY(tap),
        x2: 262,
        y2: middle,
        class: `wire ${sign}`,
        "stroke-width": 0.75 + (5 * Math.abs(weight)) / most,
      });
    });
    const weights = kernel.map((weight, tap) => {
      const name = svg("tspan", { class: "index", dy: 4 }, String(tap + 1));
      const value = svg("tspan", { dy: -4 }, ` = ${figure(weight)}`);
      return svg("text", { x: 48, y: inputY(tap) + 5, class: "weight" }, "× W", name, value);
    });
    const last = this.relu ? "ReLU" : "";
    return svg(
      "svg",
      { viewBox: `0 0 440 ${HEIGHT}`, role: "img", "aria-label": sentence },
      ...lines,
      ...weights,
      ...pixels.map((pixel, tap) =>
        circle(24, inputY(tap), 17, css(gray(pixel)), figure(pixel), inkOn(gray(pixel))),
      ),
      svg("line", {
        x1: 300,
        y1: middle,
        x2: 380,
        y2: middle,
        class: "wire positive",
        "stroke-width": 2,
      }),
      svg("circle", { cx: 290, cy: middle, r: 30, class: "neuron" }),
      svg("text", { x: 290, y: middle + 5, class: "node" }, "Σ + b"),
      svg("text", { x: 347, y: middle - 10, class: "node" }, last),
      svg("circle", { cx: 402, cy: middle, r: 30, class: "neuron result" }),
      svg("text", { x: 402, y: middle + 6, class: "node strong" }, figure(output)),
    );
  }
}

function circle(x, y, radius, fill, text, ink) {
  return svg(
    "g",
    {},
    svg("circle", { cx: x, cy: y, r: radius, fill, class: "pixel" }),
    svg("text", { x, y: y + 5, class: "node", style: `fill: ${ink}` }, text),
  );
}
