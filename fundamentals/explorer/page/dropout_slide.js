/** Slide "Dropout": in training a random fraction of the neurons is off; in prediction none is. */

import { byId, choiceButtons, svg } from "./elements.js";
import { figure, onLanguage, say, setting } from "./language.js";

const LAYERS = [4, 8, 8, 3];
const WIDTH = 460;
const HEIGHT = 300;
const RATES = [0, 0.2, 0.4];

export function showDropout() {
  let rate = 0.2;
  let isTraining = true;
  let draws = drawNumbers();
  const rates = RATES.map((value) => ({ value, text: setting(value) }));
  choiceButtons(byId("rate-choices"), rates, rate, (value) => {
    rate = value;
    show();
  });
  const phases = [
    { value: true, key: "dropout.training" },
    { value: false, key: "dropout.prediction" },
  ];
  choiceButtons(byId("phase-choices"), phases, true, (value) => {
    isTraining = value;
    show();
  });
  byId("dropout-again").addEventListener("click", () => {
    draws = drawNumbers();
    show();
  });
  onLanguage(show);

  function show() {
    // As in the lab: a neuron stays where its random number is at least the rate.
    const isSilent = (layer, neuron) =>
      isTraining && layer > 0 && layer < LAYERS.length - 1 && draws[layer][neuron] < rate;
    const silent = LAYERS.flatMap((count, layer) =>
      Array.from({ length: count }, (_, neuron) => isSilent(layer, neuron)),
    ).filter(Boolean).length;
    const key = !isTraining
      ? "dropout.all_speak"
      : rate === 0
        ? "dropout.none"
        : "dropout.sentence";
    const sentence = say(key, {
      silent,
      all: LAYERS[1] + LAYERS[2],
      scale: figure(1 / (1 - rate)),
    });
    byId("dropout-sentence").textContent = sentence;
    byId("dropout-again").disabled = !isTraining || rate === 0;
    byId("dropout-diagram").replaceChildren(draw(isSilent, sentence));
  }
}

const drawNumbers = () => LAYERS.map((count) => Array.from({ length: count }, Math.random));

function draw(isSilent, sentence) {
  const x = (layer) => 40 + ((WIDTH - 80) * layer) / (LAYERS.length - 1);
  const y = (layer, neuron) => (HEIGHT * (neuron + 0.5)) / LAYERS[layer];
  const wires = [];
  const neurons = [];
  LAYERS.forEach((count, layer) => {
    for (let neuron = 0; neuron < count; neuron++) {
      const silent = isSilent(layer, neuron);
      const center = { cx: x(layer), cy: y(layer, neuron), r: 13 };
      neurons.push(svg("circle", { ...center, class: silent ? "neuron silent" : "neuron" }));
      if (silent) neurons.push(cross(center.cx, center.cy));
      if (silent || layer + 1 === LAYERS.length) continue;
      for (let next = 0; next < LAYERS[layer + 1]; next++) {
        if (isSilent(layer + 1, next)) continue;
        const ends = {
          x1: x(layer),
          y1: y(layer, neuron),
          x2: x(layer + 1),
          y2: y(layer + 1, next),
        };
        wires.push(svg("line", { ...ends, class: "wire faint" }));
      }
    }
  });
  const frame = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": sentence };
  return svg("svg", frame, ...wires, ...neurons);
}

function cross(x, y) {
  const d = `M${x - 6} ${y - 6}l12 12m0 -12l-12 12`;
  return svg("path", { d, class: "cross" });
}
