/** Asks the model, one picture at a time; of those that come meanwhile only the last counts. */

import { data } from "./data.js";

export class Asker {
  constructor(verdict) {
    this.verdict = verdict;
    this.waiting = null;
    this.isBusy = false;
  }

  /** Ask about a picture, a Blob, and show what comes. */
  async ask(picture) {
    this.waiting = picture;
    if (this.isBusy) return;
    this.isBusy = true;
    while (this.waiting) {
      const current = this.waiting;
      this.verdict.wait();
      const reply = await send(current);
      if (this.waiting !== current) continue;
      this.waiting = null;
      if (reply.error) this.verdict.refuse(reply.error);
      else this.verdict.show(current, reply);
    }
    this.isBusy = false;
  }

  /** Want no answer any more. */
  forget() {
    this.waiting = null;
    this.verdict.clear();
  }
}

async function send(picture) {
  try {
    const response = await fetch("/predict", { method: "POST", body: picture });
    return await response.json();
  } catch {
    return { error: data.texts["error.silent"] };
  }
}
