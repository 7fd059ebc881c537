/** Put the page together. */

import { CameraView } from "./camera_view.js";
import { data } from "./data.js";
import { showDropout } from "./dropout_slide.js";
import { byId } from "./elements.js";
import { ImageInput } from "./image_input.js";
import { imageBytes, imageCount, loadImages } from "./images.js";
import { KernelSlide } from "./kernel_slide.js";
import { onLanguage, say } from "./language.js";
import { Network } from "./network.js";
import { NetworkView } from "./network_view.js";
import { NeuronSlide } from "./neuron_slide.js";
import { showPooling } from "./pooling_slide.js";
import { setUpPreferences } from "./preferences.js";
import { TrainingView } from "./training_view.js";
import { setUpViews } from "./views.js";
import { decodeWeights } from "./weights.js";

/** Compare with what Keras said at export, an image at a time so that the page stays responsive. */
function prove(network) {
  const { predictions, scale } = data.dataset;
  let worst = 0;
  let index = 0;
  const compareNext = () => {
    const output = network.predict(Float32Array.from(imageBytes(index), (value) => value * scale));
    output.forEach((value, place) => {
      worst = Math.max(worst, Math.abs(value - predictions[index][place]));
    });
    index += 1;
    if (index < imageCount) setTimeout(compareNext);
    else onLanguage(report);
  };
  const report = () => {
    const { levels } = data.model.weights;
    const agrees = worst <= 1e-4 ? "proof.agrees" : "proof.differs";
    byId("proof").textContent = say(levels ? "proof.rounded" : agrees, {
      count: imageCount,
      levels,
      worst: worst.toLocaleString("en", { maximumSignificantDigits: 1 }),
    });
  };
  compareNext();
}

function start([weights]) {
  const network = new Network(data.model, weights, data.dataset.shape);
  new NeuronSlide(new KernelSlide());
  showPooling();
  showDropout();
  const imageInput = new ImageInput();
  new NetworkView(network, imageInput);
  new CameraView(imageInput);
  new TrainingView();
  setUpViews();
  prove(network);
  // For the browser's console: explorer.network.predict(pixels), pixels scaled as in training.
  globalThis.explorer = { data, network, imageBytes };
}

setUpPreferences({ model: data.model.name });
Promise.all([decodeWeights(data.model.weights), loadImages()]).then(start);
