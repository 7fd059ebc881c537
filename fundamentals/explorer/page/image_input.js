/** What the network sees: a pad to draw on, and images to choose from. */

import { data } from "./data.js";
import { DrawingPad } from "./drawing_pad.js";
import { byId, choiceButtons, element } from "./elements.js";
import { imageBytes, imageCount, paintBytes } from "./images.js";
import { onLanguage, say } from "./language.js";
import { setUpPadTools } from "./pad_tools.js";

export class ImageInput {
  constructor() {
    this.label = null;
    this.listeners = [];
    this.onForget = () => {};
    this.pad = new DrawingPad(byId("pad"), data.dataset.shape, () => this.#tell());
    setUpPadTools(this.pad, () => this.forget());
    this.pad.canvas.addEventListener("pointerdown", () => this.forget());
    this.#makeGallery();
    this.#chooseImage(0);
    onLanguage(() => this.#translate());
  }

  /** Rows × columns × channels, 0–255. */
  get pixels() {
    return this.pad.pixels;
  }

  /** Call `listener` after every change of the picture, at most once a frame. */
  onImage(listener) {
    this.listeners.push(listener);
  }

  /** Show a picture, `label` its true class where that is known. */
  show(picture, label = null) {
    this.forget();
    this.label = label;
    this.pad.show(picture);
  }

  /** Show a frame of the camera; null: of which there is nothing to show. */
  watch(frame) {
    this.pressImage(null);
    this.label = null;
    if (frame) this.pad.show(frame);
    else this.pad.clear();
  }

  /** Call `listener` when the picture is about to come from elsewhere than the camera. */
  onOther(listener) {
    this.onForget = listener;
  }

  /** The picture is no longer the one of the gallery. */
  forget() {
    this.onForget();
    this.pressImage(null);
    this.label = null;
  }

  #tell() {
    this.listeners.forEach((listener) => listener());
  }

  #makeGallery() {
    const choices = Array.from({ length: imageCount }, (_, index) => {
      const thumbnail = element("canvas", { className: "thumbnail", "aria-hidden": "true" });
      paintBytes(thumbnail, imageBytes(index));
      return { value: index, content: thumbnail };
    });
    const choose = (index) => this.#chooseImage(index);
    this.pressImage = choiceButtons(byId("gallery"), choices, 0, choose);
  }

  #chooseImage(index) {
    const canvas = element("canvas");
    paintBytes(canvas, imageBytes(index));
    this.show(canvas, data.dataset.labels[index]);
    this.pressImage(index);
  }

  #translate() {
    const { name, count, classNames, labels } = data.dataset;
    [...byId("gallery").children].forEach((button, index) => {
      const facts = { name: classNames[labels[index]], number: index + 1 };
      button.setAttribute("aria-label", say("network.sample", facts));
    });
    const all = count.toLocaleString("en");
    byId("gallery-note").textContent = say("network.gallery_note", {
      count: imageCount,
      name,
      all,
    });
  }
}
