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
  convolutional,
  fromModelFiles,
  initialParameters,
  loadNetwork,
  logits,
  mlp,
  modelFolder,
  NetworkError,
  type NetworkSpec,
  toModelFiles,
} from "../../lib/models/mod.ts";
import { sha256 } from "../../lib/system/artifacts/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { useBackend } from "../../lib/training/tfjs/mod.ts";
import { toyDataset } from "../toy_dataset.ts";
import { imagesOf } from "../toy_images.ts";
import { anyNetwork } from "./any_network.ts";
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

Deno.test("files give any convolutional network back, bit for bit", () => {
  fc.assert(
    fc.property(anyNetwork, ({ spec, parameters }) => {
      deepEqual(fromModelFiles(toModelFiles(spec, parameters), "memory"), { spec, parameters });
    }),
    { seed: 3 },
  );
});

Deno.test("files keep images that enter a dense layer, and names that other layers could have", () => {
  const input = { height: 4, width: 5, channels: 2 };
  const dense = convolutional(input, [], [3, 2]);
  const parameters = draw(dense);
  deepEqual(fromModelFiles(toModelFiles(dense, parameters), "memory"), { spec: dense, parameters });
  const { layers: [conv1, fc1, output] } = convolutional(input, [3], [3, 2]);
  const spec = {
    input,
    layers: [{ ...conv1!, name: "a" }, { ...fc1!, name: "a_pool" }, {
      ...output!,
      name: "flatten",
    }],
  };
  const files = toModelFiles(spec, draw(spec));
  const { layers } = JSON.parse(new TextDecoder().decode(files["model.json"])).modelTopology.config;
  deepEqual(
    layers.map(({ config: { name } }: { config: { name: string } }) => name),
    ["a", "a_pool_", "flatten_", "a_pool", "flatten"],
  );
  deepEqual(fromModelFiles(files, "memory"), { spec, parameters: draw(spec) });
});

Deno.test("golden bytes of the files of dense and of convolutional networks", async () => {
  const hash = async (specs: readonly NetworkSpec[]) =>
    sha256(
      await new Blob(
        specs.flatMap((spec) =>
          Object.values(toModelFiles(spec, draw(spec))).map((bytes) => new Uint8Array(bytes))
        ),
      ).bytes(),
    );
  equal(
    await hash([true, false].map((outputBias) => mlp([12, 5, 7, 4], { outputBias }))),
    "427a259451123941c013dc11d778e61b0a1144d16e4c162e28e4f487e4fe05ab",
  );
  equal(
    await hash([convolutional({ height: 6, width: 8, channels: 2 }, [3, 4], [5, 4])]),
    "6b08ef8750d21ee2aa075277b0a7516699e907675bce55f2c1784fb514de8b37",
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

for (const backend of ["cpu", "wasm"] as const) {
  Deno.test(
    `${backend}: tf.loadLayersModel opens convolutional networks and computes the same probabilities`,
    permitted,
    async () => {
      await useBackend(backend);
      await inFolder(async (folder) => {
        const input = { height: 7, width: 9, channels: 2 };
        const whole = convolutional(input, [3, 4], [5, 4], { outputBias: false });
        const linear = whole.layers.map((layer, l) =>
          layer.kind === "dense" ? layer : {
            ...layer,
            activation: l === 0 ? "none" as const : "relu" as const,
            pooling: l === 0 ? "max" as const : "none" as const,
            bias: l > 0,
          }
        );
        for (const spec of [whole, { input, layers: linear }, convolutional(input, [], [3, 4])]) {
          const parameters = draw(spec);
          for (const [name, bytes] of Object.entries(toModelFiles(spec, parameters))) {
            await Deno.writeFile(join(folder, name), bytes);
          }
          const model = await tf.loadLayersModel(modelFolder(folder));
          const samples = imagesOf(input, 30, "real");
          const images = tf.tensor(samples.inputs as Float32Array, [30, 7, 9, 2]);
          const output = model.predict(images) as tf.Tensor;
          const expected = tf.softmax(tf.tensor2d(logits(spec, parameters, samples), [30, 4]));
          const difference = tf.max(tf.abs(tf.sub(output, expected))).dataSync()[0]!;
          ok(difference < 1e-6, `largest difference of a probability ${difference}`);
          deepEqual(await loadNetwork(folder), { spec, parameters });
        }
      });
    },
  );
}

Deno.test("models of others that are no such stack are refused with what was expected", () => {
  const spec = convolutional({ height: 6, width: 8, channels: 2 }, [3], [4]);
  const files = toModelFiles(spec, draw(spec));
  const model = JSON.parse(new TextDecoder().decode(files["model.json"]));
  type Config = Record<string, unknown>;
  type Saved = { class_name: string; config: Config };
  const saved = (): Saved[] => structuredClone(model.modelTopology.config.layers);
  const refused = (layers: Saved[], message: RegExp) => {
    const changed = structuredClone(model);
    changed.modelTopology.config.layers = layers;
    const text = new TextEncoder().encode(JSON.stringify(changed));
    throws(() => fromModelFiles({ ...files, "model.json": text }, "here"), NetworkError);
    throws(() => fromModelFiles({ ...files, "model.json": text }, "here"), message);
  };
  const changed = (at: number, change: Config, class_name?: string) =>
    saved().map((layer, l) =>
      l === at
        ? { class_name: class_name ?? layer.class_name, config: { ...layer.config, ...change } }
        : layer
    );
  const stack =
    /here\/model\.json is not a stack of Conv2D \(3 × 3, same, stride 1\).*Flatten and Dense layers in tfjs's format/;
  refused(changed(0, {}, "DepthwiseConv2D"), stack);
  refused(changed(1, {}, "AveragePooling2D"), stack);
  const conflicts: [number, Config][] = [
    [0, { kernel_size: [5, 5] }],
    [0, { strides: [2, 2] }],
    [0, { padding: "valid" }],
    [0, { dilation_rate: [2, 2] }],
    [0, { data_format: "channels_first" }],
    [1, { pool_size: [3, 3] }],
    [1, { strides: [1, 1] }],
    [1, { padding: "same" }],
    [2, { data_format: "channels_first" }],
  ];
  for (const [at, change] of conflicts) {
    refused(changed(at, change), stack);
    refused(changed(at, change), new RegExp(`layers\\[${at}\\].config.${Object.keys(change)[0]}`));
  }
  const [conv, pool, flatten, dense] = saved() as [Saved, Saved, Saved, Saved];
  refused(
    [conv, pool, dense],
    /layer 3, Dense, stands after MaxPooling2D; it is read first or after Flatten or after Dense/,
  );
  refused(
    [conv, pool, pool, flatten, dense],
    /layer 3, MaxPooling2D, stands after MaxPooling2D; it is read after Conv2D/,
  );
  refused([conv, pool, flatten, dense, conv], /layer 5, Conv2D, stands after Dense/);
  refused(changed(0, { batch_input_shape: undefined }), /the first layer has no batch_input_shape/);
  refused(
    changed(0, { activation: "softmax" }),
    /layer conv1 has activation softmax; hidden layers/,
  );
  refused(
    changed(0, { batch_input_shape: [null, 6, 1, 2] }),
    /here\/model\.json: Layer conv1 pools 2 × 2/,
  );
  refused(
    changed(0, { batch_input_shape: [null, 6, 8, 1] }),
    /tensor 0 of weights\.bin has shape \[3, 3, 2, 3\], the layers need \[3, 3, 1, 3\]/,
  );
  // Without what tfjs takes for granted.
  const short = changed(0, {
    strides: undefined,
    dilation_rate: undefined,
    data_format: undefined,
  });
  const text = JSON.stringify({
    ...model,
    modelTopology: { class_name: "Sequential", config: { layers: short } },
  });
  deepEqual(
    fromModelFiles({ ...files, "model.json": new TextEncoder().encode(text) }, "here").spec,
    spec,
  );
});

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
