/** A short path: make a network overfit, then cure it twice. */

import { byId, element } from "./elements.js";
import { onLanguage, percent, say } from "./language.js";

const gapOf = ({ training, validation }) => training.accuracy - validation.accuracy;
const points = (share) => (100 * share).toFixed(1);

/**
 * A condition has the key of its sentence and says of a report whether it holds; most name a bound
 * and what is compared with it now. All of a challenge's must hold at once.
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

/** As the hints say, five seeds out of five solve each: within 25, 7 and 19 epochs. */
const CHALLENGES = [
  {
    name: "overfit",
    conditions: [
      atLeast("goal.training", 0.99, (report) => report.training.accuracy, percent),
      atLeast("goal.gap", 0.15, gapOf, points),
    ],
  },
  {
    name: "more_data",
    conditions: [
      { key: "goal.plain", holds: ({ most }) => most.dropout === 0 && most.augmentation === 0 },
      validation(0.88),
      smallGap(0.1),
    ],
  },
  {
    name: "augment",
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
  constructor({ name, conditions }) {
    this.name = name;
    this.epoch = null;
    this.conditions = conditions.map((condition) => ({ ...condition, line: element("li") }));
    this.heading = element("h2");
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
    return say(`challenge.${this.name}`);
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
    const { name, epoch, report } = this;
    const solved = epoch === null ? "" : ` ✓ ${say("challenge.solved", { epoch })}`;
    this.item.classList.toggle("solved", epoch !== null);
    this.heading.textContent = this.title + solved;
    this.task.textContent = say(`task.${name}`);
    this.summary.textContent = say("challenge.hint");
    this.hint.textContent = say(`advice.${name}`);
    for (const condition of this.conditions) {
      const holds = report !== undefined && report.epoch > 0 && condition.holds(report);
      const now = report && condition.now ? say("goal.now", { value: condition.now(report) }) : "";
      const sentence = say(condition.key, { bound: condition.bound });
      condition.line.textContent = `${holds ? "✓" : "○"} ${sentence} ${now}`;
      condition.line.classList.toggle("holds", holds);
    }
  }
}
