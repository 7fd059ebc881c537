/**
 * The thread that trains, so that the page stays at hand. Orders come in, [name, content]; reports
 * go out. `attempt` tells those of a run from those of the run before.
 */

import { unpackImages } from "./training_images.js";
import { TrainingRun } from "./training_run.js";

/** Milliseconds an epoch takes at least: faster, nobody could follow. */
const PACE = 40;
/** After so many epochs training pauses by itself. */
const LAST_EPOCH = 500;

let sets;
let run;
let settings;
let isRunning = false;
let turn = 0;

const ORDERS = {
  async load(packed) {
    sets = { side: packed.side };
    for (const name of ["train", "validation"]) {
      sets[name] = { labels: packed[name].labels, pixels: await unpackImages(packed[name].packed) };
    }
  },
  /** Begin anew; network and seed hold until the next time. */
  reset(chosen) {
    isRunning = false;
    settings = chosen;
    run = new TrainingRun(sets, settings);
    report();
  },
  /** From the next epoch on. */
  change(chosen) {
    settings = chosen;
    if (!isRunning) report();
  },
  run() {
    isRunning = run.epoch < LAST_EPOCH;
    turn += 1;
    advanceWhile(turn);
  },
  pause() {
    isRunning = false;
    report();
  },
  step() {
    isRunning = false;
    run.advance(settings);
    report();
  },
};

function report() {
  postMessage({ ...run.report(settings.images), attempt: settings.attempt, isRunning });
}

/** Between two epochs, orders get their turn; a new run ends the one before. */
function advanceWhile(own) {
  if (!isRunning || own !== turn) return;
  const start = performance.now();
  run.advance(settings);
  isRunning = run.epoch < LAST_EPOCH;
  report();
  setTimeout(advanceWhile, Math.max(0, PACE - (performance.now() - start)), own);
}

/** The page hears of errors outside of promises only. */
function fail(error) {
  setTimeout(() => {
    throw error;
  });
}

// Unpacking takes a moment; what is ordered meanwhile waits.
let ready = Promise.resolve();
globalThis.onmessage = ({ data: [order, content] }) => {
  ready = ready.then(() => ORDERS[order](content)).catch(fail);
};
