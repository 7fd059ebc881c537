/** What a learner may set: network, optimizer, seed, and four sliders. */

import { byId, choiceButtons } from "./elements.js";
import { say, setting } from "./language.js";
import { OPTIMIZERS } from "./training_optimizers.js";

const whole = (share) => `${Math.round(100 * share)} %`;

/** The steps of each slider: the first image sets show all classes equally often. */
const SLIDERS = {
  rate: {
    steps: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
    start: 0.005,
    write: setting,
  },
  dropout: { steps: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], start: 0, write: setting },
  augmentation: {
    steps: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    start: 0,
    write: whole,
  },
  images: { steps: [50, 100, 200, 500, 1000], start: 500, write: (count) => count.toLocaleString("en") },
};

const NETWORKS = ["dense", "cnn"].map((value) => ({ value, key: `training.${value}` }));
const CHOICES = Object.entries(OPTIMIZERS).map(([value, { text }]) => ({ value, text }));

export class TrainingSettings {
  /**
   * `onChange` gets a sentence that names what was changed: it holds from the next epoch on.
   * `onReset` is called where training must begin anew.
   */
  constructor(onChange, onReset) {
    this.values = { network: "dense", optimizer: "adam", seed: 1 };
    choiceButtons(byId("training-networks"), NETWORKS, "dense", (network) => {
      this.values.network = network;
      onReset();
    });
    choiceButtons(byId("training-optimizers"), CHOICES, "adam", (optimizer) => {
      this.values.optimizer = optimizer;
      onChange(OPTIMIZERS[optimizer].text);
    });
    byId("training-seed").addEventListener("change", ({ target }) => {
      this.values.seed = Math.min(Math.max(Math.round(target.valueAsNumber) || 0, 0), 9999);
      target.value = this.values.seed;
      onReset();
    });
    for (const [name, slider] of Object.entries(SLIDERS)) this.#setUp(name, slider, onChange);
  }

  #setUp(name, { steps, start, write }, onChange) {
    const input = byId(`training-${name}`);
    input.max = steps.length - 1;
    input.value = steps.indexOf(start);
    const show = () => {
      this.values[name] = steps[input.valueAsNumber];
      const value = write(this.values[name]);
      byId(`training-${name}-value`).textContent = value;
      input.setAttribute("aria-valuetext", value);
      return value;
    };
    show();
    input.addEventListener("input", () => {
      const value = show();
      onChange(say(`mark.${name}`, { value }));
    });
  }
}
