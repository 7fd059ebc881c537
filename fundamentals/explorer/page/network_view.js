/** The learner's own model, live: what the pad shows goes through it, and every part responds. */

import { data } from "./data.js";
import { byId } from "./elements.js";
import { Evidence } from "./evidence.js";
import { LayerCards } from "./layer_cards.js";
import { onLanguage, say } from "./language.js";
import { probabilitiesOf, showPrediction } from "./prediction.js";

export class NetworkView {
  constructor(network, easel) {
    this.network = network;
    this.easel = easel;
    this.cards = new LayerCards(byId("layers"), network);
    this.evidence = new Evidence(network, easel.pad);
    easel.onImage(() => this.update());
    onLanguage(() => this.#translate());
  }

  /** Run the network on what the pad shows, and show everything anew. */
  update() {
    this.pixels = this.easel.pixels;
    this.values = this.network.run(Float32Array.from(this.pixels, (value) => value * data.dataset.scale));
    this.probabilities = probabilitiesOf(this.values[this.network.output].data);
    showPrediction(this.probabilities, this.easel.label, this.pixels);
    this.evidence.show(this.values, this.probabilities, this.pixels);
    this.cards.show(this.values);
  }

  #translate() {
    const parameters = data.model.parameters.toLocaleString("en");
    byId("network-lead").textContent = say("network.lead", { model: data.model.name, parameters });
    if (this.values) showPrediction(this.probabilities, this.easel.label, this.pixels);
  }
}
