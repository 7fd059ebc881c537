/** A short path: make a network overfit, then cure it twice. */

import { byId, element } from "./elements.js";
import { onLanguage, percent, say } from "./language.js";

const gapOf = ({ training, validation }) => training.accuracy - validation.accuracy;
const points = (share) => (100 * share).toFixed(1);

/**
 * Each condition: the key of its sentence, the bound that the sentence names, what is compared with
 * it in a report, and how. All of a challenge's must hold at once.
 */
const atLeast = (key, bound, value, write) => ({
  key,
  bound: write(bound),
  holds: (report) => value(report) >= bound,
  now: (report) => write(value(report)),
});
const atMost = (key, bound, value, write) => ({
  ...atLeast(key, bound, value, write),
  holds: (report) => value(report) <= bound,
});

const validation = (bound) =>
  atLeast("goal.validation", bound, (report) => report.validation.accuracy, percent);
const smallGap = (bound) => atMost("goal.small_gap", bound, gapOf, points);

const CHALLENGES = [
  {
    key: "overfit",
    conditions: [
      atLeast("goal.training", 0.99, (report) => report.training.accuracy, percent),
      atLeast("goal.gap", 0.15, gapOf, points),
    ],
  },
  {
    key: "more_data",
    conditions: [
      atMost("goal.plain", 0, ({ most }) => Math.max(most.dropout, most.augmentation), String),
      validation(0.88),
      smallGap(0.1),
    ],
  },
  {
    key: "augment",
    conditions: [
      atMost("goal.few", 200, ({ most }) => most.images, String),
      validation(0.82),
      smallGap(0.12),
    ],
  },
];

export class Challenges {
  /** `onSolved` gets the title of a challenge when it is solved. */
  constructor(onSolved) {
    this.onSolved = onSolved;
    this.items = CHALLENGES.map((challenge) => new Challenge(challenge));
    byId("challenges").append(...this.items.map(({ item }) => item));
  }

  show(report) {
    for (const challenge of this.items) {
      if (challenge.show(report)) this.onSolved(challenge.title);
    }
  }
}

class Challenge {
  constructor({ key, conditions }) {
    this.key = key;
    this.epoch = null;
    this.conditions = conditions.map((condition) => ({ ...condition, line: element("li") }));
    this.heading = element("h3");
    this.task = element("p");
    this.summary = element("summary");
    this.hint = element("p");
    this.item = element(
      "li",
      { className: "challenge" },
      this.heading,
      this.task,
      element("ul", { className: "goals" }, ...this.conditions.map(({ line }) => line)),
      element("details", {}, this.summary, this.hint),
    );
    onLanguage(() => this.#write());
  }

  get title() {
    return say(`challenge.${this.key}`);
  }

  /** Compare a report with the conditions; return whether they hold for the first time. */
  show(report) {
    this.report = report;
    const holds = report.epoch > 0 && this.conditions.every((condition) => condition.holds(report));
    const isNew = holds && this.epoch === null;
    if (isNew) this.epoch = report.epoch;
    this.#write();
    return isNew;
  }

  #write() {
    const { key, epoch, report } = this;
    const solved = epoch === null ? "" : ` ✓ ${say("challenge.solved", { epoch })}`;
    this.item.classList.toggle("solved", epoch !== null);
    this.heading.textContent = this.title + solved;
    this.task.textContent = say(`challenge_task.${key}`);
    this.summary.textContent = say("challenge.hint");
    this.hint.textContent = say(`challenge_hint.${key}`);
    for (const condition of this.conditions) {
      const holds = report !== undefined && report.epoch > 0 && condition.holds(report);
      const now = report ? say("goal.now", { value: condition.now(report) }) : "";
      const sentence = say(condition.key, { bound: condition.bound });
      condition.line.textContent = `${holds ? "✓" : "○"} ${sentence} ${now}`;
      condition.line.classList.toggle("holds", holds);
    }
  }
}
