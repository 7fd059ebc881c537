/** The learner's own model, live: what the pad shows goes through it, and every part responds. */

import { Columns } from "./columns.js";
import { data } from "./data.js";
import { byId, element, roving } from "./elements.js";
import { GradCamView } from "./grad_cam.js";
import { onLanguage, say } from "./language.js";
import { Links } from "./links.js";
import { inflow, strongestPaths } from "./paths.js";
import { likeliest, probabilitiesOf, showPrediction } from "./prediction.js";
import { foldRepeats, openWhatFits, throughFolds, visibleColumns } from "./repeated_blocks.js";
import { stagesOf } from "./stages.js";
import { WindowPanel } from "./window_panel.js";

export class NetworkView {
  constructor(network, imageInput) {
    this.network = network;
    this.imageInput = imageInput;
    this.classes = data.dataset.classNames.map((name, map) => classButton(name, map));
    this.columns = new Columns(byId("columns"), (key) => this.#fold(key));
    this.links = new Links(byId("links"), (stage, map) => this.#mapButton(stage, map));
    this.panel = new WindowPanel(network, (isLarge) => this.#enlarge(isLarge));
    this.gradCamView = new GradCamView(network, imageInput.pad);
    this.enter = roving(byId("strip"));
    this.#divide();
    this.#listen();
    imageInput.onImage(() => this.update());
    onLanguage(() => this.#translate());
  }

  /** Run the network on what the pad shows, and show everything anew. */
  update() {
    this.pixels = this.imageInput.pixels;
    this.values = this.network.run(
      Float32Array.from(this.pixels, (value) => value * data.dataset.scale),
    );
    this.probabilities = probabilitiesOf(this.values[this.network.output].data);
    this.#showPrediction();
    this.gradCamView.show(this.values, this.probabilities, this.pixels);
    this.#draw();
  }

  /** Divide the network into stages, and these into columns. */
  #divide() {
    this.stages = stagesOf(this.network, byId("separate").checked);
    this.tree = foldRepeats(this.stages.slice(0, -1));
    this.open = openWhatFits(this.tree);
    this.classes.forEach((button) => (button.dataset.stage = this.stages.length - 1));
    this.panel.use(this.stages);
    this.#build();
  }

  #build() {
    const columns = visibleColumns(this.tree, this.open);
    this.columns.build(columns, this.stages);
    this.shownColumns = [...columns, { stage: this.stages.length - 1 }];
    this.enter(this.columns.shown[0].maps[0].button);
    this.#fit();
  }

  #fit() {
    if (byId("strip").offsetParent === null) return;
    this.columns.fit();
    this.links.place(byId("strip"), this.shownColumns);
    if (this.values) this.#draw();
  }

  #draw() {
    this.columns.draw(this.values);
    this.#showPaths();
    if (!this.panel.chosen) this.#choose(this.#firstChoice());
    this.panel.update(this.values);
    this.#showReads();
  }

  #showPaths() {
    const paths =
      this.judgement === "empty"
        ? []
        : strongestPaths(this.network, this.stages, likeliest(this.probabilities), this.values);
    this.paths = paths;
    this.links.showPaths(throughFolds(paths, new Set(this.shownColumns.map(({ stage }) => stage))));
    this.strong?.forEach((button) => button.classList.remove("strong"));
    this.strong = paths.flatMap(({ from: [stage, map] }) => this.#mapButton(stage, map) ?? []);
    this.strong.forEach((button) => button.classList.add("strong"));
  }

  /** The map that adds most to the answer, of the first layer that has a kernel. */
  #firstChoice() {
    const stage = this.stages.find(({ operation }) => operation?.kernel)?.index ?? 0;
    const links = this.paths.filter(({ to }) => to[0] === stage);
    const strongest = links.toSorted((a, b) => b.share - a.share)[0];
    return { stage, map: strongest?.to[1] ?? 0 };
  }

  #choose(choice) {
    this.chosen?.classList.remove("chosen");
    this.chosen = this.#mapButton(choice.stage, choice.map);
    this.chosen?.classList.add("chosen");
    this.panel.choose(choice);
    this.choice = choice;
    this.#showReads();
  }

  #showReads() {
    const { stage, map } = this.choice;
    const flows = inflow(this.network, this.stages, this.stages[stage], map, this.values);
    this.links.showReads(flows, [stage, map]);
  }

  #mapButton(stage, map) {
    if (stage === this.stages.length - 1) return this.classes[map];
    return this.columns.buttonOf(stage, map);
  }

  #fold(key) {
    if (!this.open.delete(key)) this.open.add(key);
    this.#build();
    const shown = this.columns.shown.find(({ within }) => within.includes(key));
    const folded = this.columns.shown.find((column) => column.key === key);
    (shown ?? folded)?.section.querySelector(".fold, .map").focus();
  }

  #enlarge(isLarge) {
    byId("network").classList.toggle("enlarged", isLarge);
    if (isLarge) return;
    this.#fit();
    this.chosen?.focus();
  }

  #listen() {
    const strip = byId("strip");
    strip.addEventListener("pointermove", (event) => {
      const button = event.target.closest("[data-map]");
      if (button && event.pointerType !== "touch")
        this.#choose(choiceAt(button, event, this.stages));
    });
    strip.addEventListener("focusin", ({ target }) => {
      const button = target.closest("[data-map]");
      if (button?.matches(":focus-visible")) this.#choose(choiceOf(button));
    });
    strip.addEventListener("click", (event) => {
      const button = event.target.closest("[data-map]");
      if (!button) return;
      byId("network").classList.remove("untouched");
      // A finger cannot hover: its first tap shows the window, the second enlarges it.
      const isFirst = event.pointerType === "touch" && button !== this.chosen;
      if (event.detail === 0 || isFirst) this.#choose(choiceOf(button));
      if (!isFirst) this.panel.resize(true);
    });
    byId("separate").addEventListener("change", () => this.#divide());
    new ResizeObserver(() => this.#fit()).observe(strip);
  }

  #showPrediction() {
    const { probabilities, pixels, classes } = this;
    this.judgement = showPrediction(probabilities, this.imageInput.label, pixels, classes);
  }

  #translate() {
    const parameters = data.model.parameters.toLocaleString("en");
    byId("network-lead").textContent = say("network.lead", { model: data.model.name, parameters });
    if (!this.values) return;
    this.#showPrediction();
    // Words of another length move what stands beside and below them.
    this.#fit();
  }
}

function classButton(name, map) {
  const button = element("button", {
    type: "button",
    className: "class-name",
    textContent: name,
    tabIndex: -1,
  });
  button.dataset.map = map;
  return button;
}

const choiceOf = ({ dataset }) => ({ stage: Number(dataset.stage), map: Number(dataset.map) });

/** The number under the pointer. */
function choiceAt(button, event, stages) {
  const choice = choiceOf(button);
  const { rows, columns } = stages[choice.stage].maps;
  const box = button.getBoundingClientRect();
  const at = (share, length) => Math.min(Math.max(Math.floor(share * length), 0), length - 1);
  const row = at((event.clientY - box.top) / box.height, rows);
  const column = at((event.clientX - box.left) / box.width, columns);
  return { ...choice, place: row * columns + column };
}
