/** The camera beside the pad: its frames become the picture that the network sees. */

import { Camera } from "./camera.js";
import { data } from "./data.js";
import { byId } from "./elements.js";
import { frameHandwriting, SEARCHED } from "./handwriting.js";
import { asFile, KeptPictures } from "./kept_pictures.js";

const { framing, shape } = data.dataset;
const [ROWS, COLUMNS] = shape;

export class CameraView {
  constructor(imageInput) {
    this.imageInput = imageInput;
    this.kept = new KeptPictures(byId("kept"));
    this.camera = new Camera(byId("camera"), {
      onFrame: () => this.#show(),
      onSwitch: (isOn) => this.#switch(isOn),
    });
    byId("keep").addEventListener("click", () => this.#keep());
    imageInput.onOther(() => this.camera.stop());
  }

  #show() {
    this.imageInput.watch(this.#picture());
    // Once a frame the network runs; before the next one the page is drawn.
    return new Promise(requestAnimationFrame);
  }

  #picture() {
    if (framing !== "handwriting") return this.camera.frame(ROWS, COLUMNS);
    return frameHandwriting(this.camera.frame(SEARCHED, SEARCHED), ROWS, COLUMNS);
  }

  /** Sentences come too fast to be read aloud. */
  #switch(isOn) {
    byId("prediction-sentence").setAttribute("aria-live", isOn ? "off" : "polite");
    byId("keep").hidden = !isOn;
  }

  /** The picture stays on the pad. */
  async #keep() {
    const frame = this.camera.frame();
    this.camera.stop();
    this.kept.add(await asFile(frame));
  }
}
