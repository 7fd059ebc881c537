/** What the model says of a picture, or why it says nothing. */

import { showBars } from "./bars.js";
import { data } from "./data.js";
import { byId } from "./elements.js";
import { inLanguage, onLanguage, percent, say } from "./language.js";

/** The most classes that are listed: the likeliest ones. */
const LISTED = 5;

/** Rounded up where confidences are rounded down: what looks the same would not be. */
const threshold = percent(Math.ceil(1000 * data.threshold) / 1000);

export class PredictionView {
  /** `isDrawn`: the page has a pad to draw on. */
  constructor(isDrawn) {
    this.isLive = false;
    this.invitation = isDrawn ? "answer.invitation" : "answer.invitation_shown";
    byId("predictions").style.setProperty("--threshold", data.threshold);
    byId("asked").addEventListener("error", () => (byId("asked").hidden = true));
    onLanguage(() => this.#translate());
  }

  /** `reply` is the server's: answer (or null), confidence, probabilities, image. */
  show(picture, reply) {
    this.reply = reply;
    this.refusal = null;
    this.#showPictures(picture);
    this.#change();
  }

  /** `reason`: why there is no answer, { en, "zh-Hant" }. */
  refuse(reason) {
    this.reply = null;
    this.refusal = reason;
    this.#change();
  }

  clear() {
    this.reply = null;
    this.refusal = null;
    this.#change();
  }

  /** Answers to a camera come too fast to be read aloud or waited for. */
  setLive(isLive) {
    this.isLive = isLive;
    byId("sentence").setAttribute("aria-live", isLive ? "off" : "polite");
  }

  /** Until the next call of one of the others, an answer is on its way. */
  wait() {
    if (!this.isLive) byId("prediction").setAttribute("aria-busy", "true");
  }

  #change() {
    byId("prediction").removeAttribute("aria-busy");
    byId("reasons").hidden = !this.reply;
    byId("refusal").hidden = !this.refusal;
    if (this.reply) this.#listClasses();
    this.#say();
  }

  #showPictures(picture) {
    URL.revokeObjectURL(byId("asked").src);
    byId("asked").hidden = false;
    byId("asked").src = URL.createObjectURL(picture);
    byId("seen").src = this.reply.image;
  }

  #listClasses() {
    this.best = Object.entries(this.reply.probabilities)
      .map(([name, probability]) => ({ name, probability }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, LISTED);
    const entries = this.best.map((entry) => ({
      ...entry,
      isPredicted: entry.name === this.reply.answer,
    }));
    showBars(byId("predictions"), entries);
  }

  #translate() {
    const [rows, columns] = data.shape;
    byId("seen-size").textContent = say("picture.size", { rows, columns });
    byId("threshold").textContent = say("answer.threshold", { threshold });
    byId("known").textContent = data.evidence
      ? say("known.calibrated", {
          ...data.evidence,
          images: data.evidence.images.toLocaleString("en"),
        })
      : say("known.uncalibrated");
    this.#say();
  }

  #say() {
    const refusal = this.refusal ? inLanguage(this.refusal) : "";
    // An alert that is written anew is read aloud anew, with a camera many times per second.
    if (byId("refusal").textContent !== refusal) byId("refusal").textContent = refusal;
    byId("name").textContent = this.reply ? (this.reply.answer ?? "?") : "";
    byId("sentence").textContent = this.#sentence();
  }

  #sentence() {
    if (this.refusal) return "";
    if (!this.reply) return say(this.invitation);
    return say(this.reply.answer === null ? "answer.unsure" : "answer.sure", {
      name: this.best[0].name,
      confidence: percent(this.reply.confidence),
      threshold,
    });
  }
}
