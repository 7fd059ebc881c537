/** The camera: a square guide, and what is inside it, frame by frame. */

import { element } from "./elements.js";
import { onLanguage, say } from "./language.js";

/** The side of the square, as a share of the video's shorter side. */
const SQUARE = 0.85;

/** The rate shown is the mean over so many milliseconds. */
const COUNTED = 1000;

/** Why there is no video, by the browser's name of its error. */
const REASONS = {
  NotAllowedError: "camera.denied",
  SecurityError: "camera.denied",
  NotFoundError: "camera.none",
  OverconstrainedError: "camera.none",
  NotReadableError: "camera.busy",
  AbortError: "camera.busy",
};

const VIDEO = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };

export class Camera {
  /**
   * Build the camera into `container`. While it is on, `onFrame` is called for each frame; the next
   * one waits for the promise that it returns. `onSwitch` is called when it goes on or off.
   */
  constructor(container, { onFrame, onSwitch = () => {} }) {
    this.onFrame = onFrame;
    this.onSwitch = onSwitch;
    this.reason = null;
    this.#build(container);
    onLanguage(() => this.#translate());
  }

  get isOn() {
    return this.stream != null;
  }

  async start() {
    this.button.disabled = true;
    this.reason = null;
    let stream = null;
    try {
      // Pages that are neither this computer's nor encrypted get no media devices at all.
      if (!navigator.mediaDevices) throw new DOMException("", "insecure");
      stream = await navigator.mediaDevices.getUserMedia({ video: VIDEO });
      this.video.srcObject = stream;
      await this.video.play();
      this.#switchOn(stream);
    } catch (error) {
      this.reason = error.name;
      if (stream) this.#turnOff(stream);
    }
    this.button.disabled = false;
    this.#translate();
  }

  stop() {
    if (!this.isOn) return;
    this.#turnOff(this.stream);
    this.stream = null;
    this.view.hidden = true;
    this.#translate();
    this.onSwitch(false);
  }

  /** What is inside the square, as a canvas of `rows` × `columns`; without them at full size. */
  frame(rows, columns) {
    const { videoWidth, videoHeight } = this.video;
    const side = SQUARE * Math.min(videoWidth, videoHeight);
    const width = columns ?? Math.round(side);
    const height = rows ?? Math.round(side);
    const canvas = element("canvas", { width, height });
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    const [left, top] = [(videoWidth - side) / 2, (videoHeight - side) / 2];
    context.drawImage(this.video, left, top, side, side, 0, 0, width, height);
    return canvas;
  }

  #turnOff(stream) {
    stream.getTracks().forEach((track) => track.stop());
    this.video.srcObject = null;
  }

  #build(container) {
    this.button = element("button", { type: "button", className: "camera-switch" });
    this.button.addEventListener("click", () => (this.isOn ? this.stop() : this.start()));
    this.video = element("video", { muted: true, playsInline: true });
    const guide = element("div", { className: "camera-guide", "aria-hidden": "true" });
    this.window = element("div", { className: "camera-window" }, this.video, guide);
    this.rate = element("p", { className: "hint camera-rate" });
    this.view = element("div", { hidden: true }, this.window, this.rate);
    this.message = element("p", { className: "refusal", role: "alert", hidden: true });
    this.privacy = element("p", { className: "hint" });
    container.append(this.button, this.view, this.message, this.privacy);
  }

  #switchOn(stream) {
    this.stream = stream;
    // Unplugged, or taken away in the browser's own settings.
    stream.getVideoTracks()[0].addEventListener("ended", () => {
      this.stop();
      this.reason = "ended";
      this.#translate();
    });
    const { videoWidth, videoHeight } = this.video;
    const side = SQUARE * Math.min(videoWidth, videoHeight);
    this.window.style.setProperty("--square", `${(100 * side) / videoWidth}%`);
    this.view.hidden = false;
    this.onSwitch(true);
    this.#watch(stream);
  }

  async #watch(stream) {
    const times = [];
    while (this.stream === stream) {
      await nextFrame(this.video);
      if (this.stream !== stream) return;
      await this.onFrame();
      times.push(performance.now());
      while (times[0] < times.at(-1) - COUNTED) times.shift();
      const seconds = (times.at(-1) - times[0]) / 1000;
      const rate = seconds ? Math.round((times.length - 1) / seconds) : 0;
      this.rate.textContent = say("camera.rate", { rate });
    }
  }

  #translate() {
    this.button.textContent = say(this.isOn ? "camera.stop" : "camera.start");
    this.privacy.textContent = say("camera.private");
    this.message.hidden = this.reason === null;
    this.message.textContent = this.reason === null ? "" : this.#excuse();
  }

  #excuse() {
    if (this.reason === "insecure") return say("camera.insecure");
    if (this.reason === "ended") return say("camera.ended");
    return say(REASONS[this.reason] ?? "camera.failed", { reason: this.reason });
  }
}

/** Resolve when the video has a new frame. */
function nextFrame(video) {
  if (!video.requestVideoFrameCallback) return new Promise(requestAnimationFrame);
  return new Promise((resolve) => video.requestVideoFrameCallback(resolve));
}
