/** The sum of the products and what becomes of it, a line each. */

import { data } from "./data.js";
import { element } from "./elements.js";
import { sumOf } from "./explanations.js";
import { figure, say } from "./language.js";
import { OPERATIONS } from "./operations.js";
import { columnName } from "./stage_names.js";

/** Lines of { text, value }, the last of them the result. */
function lines(found, stages) {
  const { kind, steps } = found;
  // Softmax in a column of its own starts from its score.
  const taken = steps[0].scores ? [{ value: steps[0].score }, ...steps] : steps;
  const [first, ...refined] = taken;
  const after = refined.flatMap((step, at) => [
    ...exponentialLines(step),
    { text: stepName(step, taken[at]), value: step.value },
  ]);
  const start = LINES[kind]?.(found, stages) ?? [];
  // A single sum needs no sum of sums.
  if (start.length === 1) return [...start, ...after];
  return [...start, { text: firstName(found, start.length), value: first.value }, ...after];
}

/** What softmax divides by each other. */
function exponentialLines({ scores, score }) {
  if (!scores) return [];
  const sum = sumOf(Array.from(scores, Math.exp));
  return [
    { text: say("sum.exponential"), value: Math.exp(score) },
    { text: say("sum.exponentials", { count: scores.length }), value: sum },
  ];
}

/** What a step is called: an activation function by Keras's name where there is no other. */
function stepName({ operation }, before) {
  const { steps } = OPERATIONS[operation.kind];
  const name = Object.keys(steps).find((each) => steps[each](before.operation));
  const key = `step.${name ?? operation.function}`;
  return key in data.texts ? say(key) : operation.function;
}

function firstName({ kind, isMean, winner }, before) {
  if (kind === "pooling") return say(isMean || winner < 0 ? "sum.mean" : "sum.largest");
  if (kind === "image") return say("sum.pixel");
  if (kind === "attention") return say("sum.weight");
  return say(before ? "sum.all" : "sum.value");
}

/** A bias that would be written as 0 is none. */
const biasLine = ({ bias }) =>
  figure(bias) !== "0" ? [{ text: say("sum.bias"), value: bias }] : [];

const LINES = {
  window(found) {
    const { parts, products } = found;
    const sum = sumOf(products);
    const others = sumOf(parts.map((part) => part.sum)) - sum;
    const own = { text: say("sum.products", { count: products.length }), value: sum };
    if (parts.length === 1) return [own, ...biasLine(found)];
    const rest = { text: say("sum.others", { count: parts.length - 1 }), value: others };
    return [own, rest, ...biasLine(found)];
  },
  inputs(found) {
    const { products, total, count } = found;
    const sum = sumOf(products);
    const own = { text: say("sum.products", { count: products.length }), value: sum };
    if (count === products.length) return [own, ...biasLine(found)];
    const rest = {
      text: say("sum.inputs", { count: count - products.length }),
      value: total - sum,
    };
    return [own, rest, ...biasLine(found)];
  },
  sum: ({ terms }, stages) =>
    terms.map(({ source, value }) => {
      const name = source === undefined ? say("sum.constant") : columnName(stages[source]);
      return { text: say("sum.term", { name }), value };
    }),
};

export function sumLines(found, stages) {
  const rows = lines(found, stages);
  const list = rows.map(({ text, value }, at) => {
    const isLast = at === rows.length - 1;
    return element(
      "div",
      { className: isLast ? "result" : "" },
      element("dt", { textContent: text }),
      element("dd", { textContent: figure(value) }),
    );
  });
  const made = element("dl", { className: "sum-lines" }, ...list);
  if (found.kind !== "attention") return made;
  const text = say("sum.attention", {
    row: found.row + 1,
    other: found.at + 1,
    value: figure(rows.at(-1).value),
  });
  return element("div", {}, made, element("p", { className: "hint", textContent: text }));
}
