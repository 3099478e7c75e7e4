import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import {
  fromModelFiles,
  initialParameters,
  loadNetwork,
  logits,
  mlp,
  modelFolder,
  type NetworkSpec,
  toModelFiles,
} from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { useBackend } from "../../lib/training/tfjs/mod.ts";
import { toyDataset } from "../toy_dataset.ts";
import { permitted } from "../permitted.ts";
import { inFolder } from "../in_folder.ts";

const draw = (spec: NetworkSpec, seed = 1) =>
  initialParameters(spec, "default", randomSource(seed));

Deno.test("files give the same network back, bit for bit, for any widths", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 6 }),
      fc.boolean(),
      fc.nat(),
      (widths, outputBias, seed) => {
        const spec = mlp(widths, { outputBias });
        const parameters = draw(spec, seed);
        deepEqual(fromModelFiles(toModelFiles(spec, parameters), "memory"), { spec, parameters });
      },
    ),
    { seed: 3 },
  );
});

Deno.test("files keep names, activations and biases of any stack of dense layers", () => {
  const { input, layers: [fc1, ...others] } = mlp([4, 3, 3, 2]);
  const first = { ...fc1!, name: "first", activation: "none" as const, bias: false };
  const spec = { input, layers: [first, ...others] };
  const parameters = draw(spec);
  ok(
    parameters[0]!.biases.every((bias) => bias === 0) && parameters[1]!.biases.some((b) => b !== 0),
  );
  deepEqual(fromModelFiles(toModelFiles(spec, parameters), "memory"), { spec, parameters });
});

Deno.test(
  "tf.loadLayersModel opens a saved folder and computes the same probabilities",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      const { test } = toyDataset().parts;
      for (const outputBias of [true, false]) {
        const spec = mlp([12, 5, 7, 4], { outputBias });
        const parameters = draw(spec);
        for (const [name, bytes] of Object.entries(toModelFiles(spec, parameters))) {
          await Deno.writeFile(join(folder, name), bytes);
        }
        await useBackend("cpu");
        const model = await tf.loadLayersModel(modelFolder(folder));
        const inputs = Float32Array.from(test.inputs, (pixel) => pixel / 255);
        const output = model.predict(tf.tensor2d(inputs, [test.count, 12])) as tf.Tensor;
        const expected = tf.softmax(tf.tensor2d(logits(spec, parameters, test), [test.count, 4]));
        const difference = tf.max(tf.abs(tf.sub(output, expected))).dataSync()[0]!;
        ok(difference < 1e-6, `largest difference of a probability ${difference}`);
        deepEqual((await loadNetwork(folder)).parameters, parameters);
      }
    });
  },
);

Deno.test("damaged files are refused with what is wrong and where", () => {
  const spec = mlp([3, 2, 2]);
  const files = toModelFiles(spec, draw(spec));
  const json = new TextDecoder().decode(files["model.json"]);
  const withModel = (text: string) => ({ ...files, "model.json": new TextEncoder().encode(text) });
  throws(
    () => fromModelFiles({ ...files, "weights.bin": files["weights.bin"].slice(4) }, "here"),
    /here\/weights\.bin has 52 bytes, the layers of model\.json need 56/,
  );
  throws(() => fromModelFiles(withModel("{"), "here"), /here\/model\.json is not JSON/);
  throws(
    () => fromModelFiles(withModel(json.replace('"relu"', '"tanh"')), "here"),
    /here\/model\.json[\s\S]*activation/,
  );
  throws(
    () => fromModelFiles(withModel(json.replace('"relu"', '"softmax"')), "here"),
    /layer fc1 has activation softmax; hidden layers need relu or linear/,
  );
  throws(
    () => fromModelFiles(withModel(json.replace("batch_input_shape", "other")), "here"),
    /no batch_input_shape/,
  );
  const listing = JSON.parse(json);
  listing.weightsManifest[0].weights[2].shape = [2, 3];
  throws(
    () => fromModelFiles(withModel(JSON.stringify(listing)), "here"),
    /here\/model\.json: tensor 2 of weights\.bin has shape \[2, 3\], the layers need \[2, 2\]/,
  );
  listing.weightsManifest[0].weights.length = 2;
  throws(
    () => fromModelFiles(withModel(JSON.stringify(listing)), "here"),
    /shape none, the layers/,
  );
});

Deno.test(
  "a folder without a model is named",
  permitted,
  () => rejects(loadNetwork("/nowhere"), /expected in \/nowhere, cannot read/),
);

Deno.test("the same network gives the same bytes", () => {
  const spec = mlp([3, 2, 2]);
  deepEqual(toModelFiles(spec, draw(spec)), toModelFiles(spec, draw(spec)));
  equal(toModelFiles(spec, draw(spec))["weights.bin"].length, 56);
});
