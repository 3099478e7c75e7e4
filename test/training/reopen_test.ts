import { ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import {
  evaluate,
  initialParameters,
  mlp,
  modelFolder,
  toModelFiles,
} from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { layersModelAccuracy, useBackend } from "../../lib/training/tfjs/mod.ts";
import { toyDataset } from "../toy_dataset.ts";
import { toyImages } from "../toy_images.ts";
import { permitted } from "../permitted.ts";
import { inFolder } from "../in_folder.ts";
import { CONVOLUTIONAL } from "./toy_request.ts";

Deno.test(
  "tfjs finds the accuracy of a saved network that the library finds, also beyond one batch",
  permitted,
  async () => {
    const networks = [
      { spec: mlp([12, 6, 4]), samplesOf: (test: number) => toyDataset({ test }).parts.test },
      {
        spec: CONVOLUTIONAL.request.spec,
        samplesOf: (test: number) => toyImages({ train: 1, test }).parts.test,
      },
    ];
    for (const { spec, samplesOf } of networks) {
      const parameters = initialParameters(spec, "he", randomSource(2));
      await inFolder(async (folder) => {
        for (const [name, bytes] of Object.entries(toModelFiles(spec, parameters))) {
          await Deno.writeFile(join(folder, name), bytes);
        }
        await useBackend("wasm");
        const model = await tf.loadLayersModel(modelFolder(folder));
        for (const test of [60, 2500]) {
          const samples = samplesOf(test);
          const { accuracy } = evaluate(spec, parameters, samples);
          ok(accuracy > 0.1 && accuracy < 1);
          equal(await layersModelAccuracy(model, samples), accuracy);
        }
        model.dispose();
      });
    }
  },
);
