/** A small network trains in the page, on real digits, while its settings are changed by hand. */

import { extent, gray, palette } from "./colors.js";
import { data } from "./data.js";
import { byId, element, roving } from "./elements.js";
import { onLanguage, percent, say } from "./language.js";
import { drawMapGrid } from "./map_grid.js";
import { Challenges } from "./training_challenges.js";
import { drawChart } from "./training_chart.js";
import { TrainingSettings } from "./training_settings.js";

/** A worker from the page's own text: a page that is one file can load no other. */
function startWorker() {
  const source = byId("training_worker").textContent;
  return new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
}

export class TrainingView {
  constructor() {
    this.attempt = 0;
    this.history = [];
    this.marks = [];
    this.challenges = new Challenges((title) => this.#announce(say("training.solved", { title })));
    this.settings = new TrainingSettings(
      (text) => this.#change(text),
      () => this.#reset(),
    );
    byId("training-run").addEventListener("click", () => this.#toggle());
    byId("training-step").addEventListener("click", () => this.#order("step"));
    byId("training-reset").addEventListener("click", () => this.#reset());
    roving(byId("training-bar"));
    new ResizeObserver(() => this.#draw()).observe(byId("training"));
    onLanguage(() => this.#draw());
    // Begins when the view is first seen: whoever does not train pays nothing.
    new IntersectionObserver(([{ isIntersecting }], observer) => {
      if (!isIntersecting) return;
      observer.disconnect();
      this.#begin();
    }).observe(byId("training"));
  }

  #begin() {
    this.worker = startWorker();
    this.worker.onmessage = ({ data: report }) => this.#receive(report);
    this.worker.onerror = () => (byId("training-status").textContent = say("training.failed"));
    this.#order("load", data.training);
    this.#reset();
  }

  #order(name, content) {
    this.worker?.postMessage([name, content]);
  }

  #orderSettings(name) {
    this.#order(name, { ...this.settings.values, attempt: this.attempt });
  }

  #toggle() {
    this.#order(this.report?.isRunning ? "pause" : "run");
  }

  #reset() {
    this.attempt += 1;
    this.report = null;
    this.history = [];
    this.marks = [];
    this.#orderSettings("reset");
  }

  #change(text) {
    this.#orderSettings("change");
    const epoch = this.history.length - 1;
    if (epoch < 1) return;
    this.marks = [...this.marks.filter((mark) => mark.epoch !== epoch), { epoch, text }];
  }

  #receive(report) {
    // It may have been on its way when training began anew.
    if (report.attempt !== this.attempt) return;
    const stopped = this.report?.isRunning && !report.isRunning;
    this.report = report;
    this.history[report.epoch] = { training: report.training, validation: report.validation };
    this.challenges.show(report);
    this.#draw();
    if (stopped) this.#announce(`${byId("training-status").textContent} ${this.#finding()}`);
  }

  /** To a screen reader: not every epoch, only what ends a wait. */
  #announce(text) {
    byId("training-news").textContent = text;
  }

  #draw() {
    if (!this.report || !byId("training").offsetParent) return;
    const { report } = this;
    byId("training-run").textContent = say(report.isRunning ? "training.pause" : "training.run");
    byId("training-status").textContent = say("training.status", {
      epoch: report.epoch,
      parameters: report.parameters.toLocaleString("en"),
      images: report.images.toLocaleString("en"),
    });
    byId("training-finding").textContent = this.#finding();
    this.#drawCurves();
    this.#drawPictures();
    this.#drawErrors();
  }

  #finding() {
    const { training, validation, epoch } = this.report;
    if (epoch === 0) return say("training.untrained");
    const gap = training.accuracy - validation.accuracy;
    const { gap: least, memorized } = data.training.overfitting;
    const overfits = training.accuracy >= memorized && gap >= least;
    return say(overfits ? "training.overfits" : "training.gap", {
      training: percent(training.accuracy),
      validation: percent(validation.accuracy),
      points: (100 * gap).toFixed(1),
    });
  }

  #drawCurves() {
    const { training, validation } = this.report;
    const gap = (100 * (training.accuracy - validation.accuracy)).toFixed(1);
    drawChart(byId("training-accuracy"), {
      lines: this.#lines("accuracy", percent),
      ticks: [0, 0.5, 1],
      top: 1,
      write: (share) => `${100 * share} %`,
      marks: this.marks,
      gap: say("training.gap_name", { points: gap }),
      label: this.#finding(),
    });
    const losses = this.history.map((epoch) => epoch.validation.loss);
    const top = Math.ceil(Math.max(...losses, 1));
    const numbers = { training: training.loss.toFixed(2), validation: validation.loss.toFixed(2) };
    drawChart(byId("training-loss"), {
      lines: this.#lines("loss", (loss) => loss.toFixed(2)),
      ticks: [0, top / 2, top],
      top,
      write: String,
      label: say("training.losses", numbers),
    });
  }

  #lines(measure, write) {
    return ["training", "validation"].map((kind) => {
      const values = this.history.map((epoch) => epoch[kind][measure]);
      return { values, kind, name: say(`training.${kind}`, { value: write(values.at(-1)) }) };
    });
  }

  #drawPictures() {
    const { pictures } = this.report;
    const canvas = byId("training-pictures");
    const [low, high] = extent(pictures.data);
    const most = Math.max(-low, high);
    const zoom = Math.max(1, Math.round(42 / pictures.rows));
    drawMapGrid(canvas, { ...pictures, zoom, palette: palette(-most, most) });
    const key = this.settings.values.network === "cnn" ? "training.kernels" : "training.weights";
    byId("training-pictures-title").textContent = say(key, { count: pictures.count });
    canvas.setAttribute("aria-label", say(key, { count: pictures.count }));
    byId("training-least").textContent = `−${most.toFixed(1)}`;
    byId("training-most").textContent = most.toFixed(1);
  }

  #drawErrors() {
    const { errors, wrong } = this.report;
    const count = data.training.validation.labels.length;
    byId("training-errors-title").textContent = say("training.errors", { wrong, count });
    const list = byId("training-errors");
    while (list.children.length < errors.length) list.append(errorFigure());
    [...list.children].forEach((figure, place) => {
      const error = errors[place];
      figure.hidden = !error;
      if (!error) return;
      const [canvas, caption] = figure.children;
      paintGray(canvas, error.values, data.training.side);
      caption.textContent = say("training.error", {
        label: error.label,
        predicted: error.predicted,
        probability: percent(error.probability),
      });
    });
  }
}

function errorFigure() {
  const canvas = element("canvas", { "aria-hidden": "true" });
  return element("li", { hidden: true }, canvas, element("span"));
}

function paintGray(canvas, values, side) {
  canvas.width = side;
  canvas.height = side;
  const image = new ImageData(side, side);
  values.forEach((value, place) => image.data.set([...gray(value), 255], 4 * place));
  canvas.getContext("2d").putImageData(image, 0, 0);
}
