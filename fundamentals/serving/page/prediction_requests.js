/** Asks the model, one picture at a time; of those that come meanwhile only the last counts. */

import { data } from "./data.js";

export class PredictionRequests {
  /** `onAnswer` is called with each picture, a Blob, that the model could read, and with null. */
  constructor(view, onAnswer) {
    this.view = view;
    this.onAnswer = onAnswer;
    this.waiting = null;
    this.asking = null;
  }

  /** Ask about a picture, a Blob, and show what comes; resolve when nothing waits any more. */
  ask(picture) {
    this.waiting = picture;
    // A camera that did not wait here would replace each picture before its answer.
    this.asking ??= this.#askAll();
    return this.asking;
  }

  async #askAll() {
    try {
      while (this.waiting) {
        const current = this.waiting;
        this.view.wait();
        const reply = await send(current);
        if (this.waiting !== current) continue;
        this.waiting = null;
        if (reply.error) this.view.refuse(reply.error);
        else this.view.show(current, reply);
        this.onAnswer(reply.error ? null : current);
      }
    } finally {
      this.asking = null;
    }
  }

  /** Want no answer any more. */
  forget() {
    this.waiting = null;
    this.view.clear();
    this.onAnswer(null);
  }
}

/** Post a picture; return what the server answers, or { error }. */
export async function send(picture, address = "/predict") {
  try {
    const response = await fetch(address, { method: "POST", body: picture });
    return await response.json();
  } catch {
    return { error: data.texts["error.silent"] };
  }
}
