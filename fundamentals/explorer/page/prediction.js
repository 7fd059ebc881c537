/** The classes with their probabilities, and a sentence that says which one the network names. */

import { data } from "./data.js";
import { showBars } from "./bars.js";
import { byId } from "./elements.js";
import { percent, say } from "./language.js";

/** With more classes than this, only the likeliest are listed. */
const LISTED = 12;

/** Scores as probabilities, where the model itself ends without softmax. */
function softmax(scores) {
  const highest = Math.max(...scores);
  const powers = Array.from(scores, (score) => Math.exp(score - highest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

/** What the network's last value says: one probability a class. */
export function probabilitiesOf(output) {
  return data.model.probabilities ? Array.from(output) : softmax(output);
}

export const likeliest = (probabilities) => probabilities.indexOf(Math.max(...probabilities));

/** Show probabilities; `label` is the true class, null where nobody knows it. */
export function showPrediction(probabilities, label) {
  const { classNames } = data.dataset;
  const order = probabilities.map((_, index) => index);
  if (classNames.length > 2 * LISTED) {
    order.sort((a, b) => probabilities[b] - probabilities[a]).splice(LISTED);
  }
  const predicted = likeliest(probabilities);
  showBars(
    byId("predictions"),
    order.map((index) => ({
      name: classNames[index],
      probability: probabilities[index],
      isPredicted: index === predicted,
    })),
  );
  const facts = { name: classNames[predicted], probability: percent(probabilities[predicted]) };
  const truth = label === null ? "" : ` ${say("network.truth", { name: classNames[label] })}`;
  byId("prediction-sentence").textContent = say("network.sentence", facts) + truth;
  return order;
}
