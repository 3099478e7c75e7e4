/**
 * Networks as files in the format of tfjs layers models: `model.json` and `weights.bin`.
 *
 * Written and read here without tfjs, so that storing a network loads no tensor library;
 * `tf.loadLayersModel` opens the same files through {@link modelFolder}.
 * @module
 */
import { z } from "zod";
import type { LayerParameters, MlpParameters } from "./parameters.ts";
import { validateParameters } from "./parameters.ts";
import { layerNames, type MlpSpec, NetworkError, validateSpec } from "./spec.ts";

/** The two files of a saved network, by name. */
export interface ModelFiles {
  readonly "model.json": Uint8Array;
  readonly "weights.bin": Uint8Array;
}

/** A network read back from its files. */
export interface SavedNetwork {
  readonly spec: MlpSpec;
  readonly parameters: MlpParameters;
}

/** The part of `model.json` that describes a stack of dense layers; other keys are tfjs's own. */
const modelSchema = z.object({
  format: z.literal("layers-model"),
  modelTopology: z.object({
    class_name: z.literal("Sequential"),
    config: z.object({
      layers: z.array(z.object({
        class_name: z.literal("Dense"),
        config: z.object({
          units: z.number().int().positive(),
          activation: z.enum(["relu", "linear", "softmax"]),
          use_bias: z.boolean(),
          batch_input_shape: z.tuple([z.null(), z.number().int().positive()]).optional(),
        }),
      })).min(1),
    }),
  }),
  weightsManifest: z.array(z.object({
    paths: z.tuple([z.literal("weights.bin")]),
    weights: z.array(z.object({ shape: z.array(z.number()), dtype: z.literal("float32") })),
  })).length(1),
});

/**
 * The files of a network: dense layers named `fc1` … `fc_out`, ReLU, softmax at the end.
 *
 * @throws NetworkError when parameters do not fit the network
 */
export function toModelFiles(spec: MlpSpec, parameters: MlpParameters): ModelFiles {
  validateSpec(spec);
  validateParameters(spec, parameters);
  const names = layerNames(spec);
  const hasBias = (l: number) => l < names.length - 1 || spec.outputBias !== false;
  const tensors = parameters.flatMap(({ weights, biases }, l) => [
    { name: `${names[l]}/kernel`, shape: [spec.widths[l]!, spec.widths[l + 1]!], values: weights },
    ...(hasBias(l)
      ? [{ name: `${names[l]}/bias`, shape: [spec.widths[l + 1]!], values: biases }]
      : []),
  ]);
  const model = {
    format: "layers-model",
    generatedBy: "multiplet",
    convertedBy: null,
    modelTopology: {
      class_name: "Sequential",
      config: {
        name: "mlp",
        layers: names.map((name, l) => ({
          class_name: "Dense",
          config: {
            name,
            units: spec.widths[l + 1],
            activation: l < names.length - 1 ? "relu" : "softmax",
            use_bias: hasBias(l),
            trainable: true,
            dtype: "float32",
            ...(l === 0 ? { batch_input_shape: [null, spec.widths[0]] } : {}),
          },
        })),
      },
      keras_version: "tfjs-layers 4.22.0",
      backend: "tensor_flow.js",
    },
    weightsManifest: [{
      paths: ["weights.bin"],
      weights: tensors.map(({ name, shape }) => ({ name, shape, dtype: "float32" })),
    }],
  };
  return {
    "model.json": new TextEncoder().encode(JSON.stringify(model, null, 2) + "\n"),
    "weights.bin": packFloats(tensors.map((tensor) => tensor.values)),
  };
}

/**
 * Reads a network back from its files; accepts any tfjs layers model that is a stack of dense
 * layers with one `weights.bin`.
 *
 * @param where names the files in errors, e.g. their folder
 * @throws NetworkError when the files are not such a model or their sizes disagree
 */
export function fromModelFiles(files: ModelFiles, where: string): SavedNetwork {
  const model = parseModel(files["model.json"], where);
  const layers = model.modelTopology.config.layers.map((layer) => layer.config);
  const inputs = layers[0]!.batch_input_shape?.[1];
  if (inputs === undefined) {
    throw new NetworkError(`${where}/model.json: the first layer has no batch_input_shape`);
  }
  layers.forEach(({ activation, use_bias }, l) => {
    const last = l === layers.length - 1;
    if (last ? activation === "relu" : activation !== "relu" || !use_bias) {
      throw new NetworkError(
        `${where}/model.json: layer ${l} has activation ${activation} and use_bias ${use_bias}; ` +
          `hidden layers need relu and a bias, the last one softmax or linear`,
      );
    }
  });
  const spec: MlpSpec = {
    widths: [inputs, ...layers.map((layer) => layer.units)],
    ...(layers.at(-1)!.use_bias ? {} : { outputBias: false }),
  };
  return { spec, parameters: unpackParameters(spec, files["weights.bin"], where) };
}

function parseModel(bytes: Uint8Array, where: string): z.infer<typeof modelSchema> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new NetworkError(`${where}/model.json is not JSON`, { cause });
  }
  const parsed = modelSchema.safeParse(json);
  if (!parsed.success) {
    throw new NetworkError(
      `${where}/model.json is not a stack of dense layers in tfjs's format:\n` +
        z.prettifyError(parsed.error),
    );
  }
  return parsed.data;
}

/** Little-endian float32 bytes of all arrays, one after the other. */
function packFloats(arrays: readonly Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(4 * arrays.reduce((sum, array) => sum + array.length, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const array of arrays) {
    for (const value of array) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

function unpackParameters(spec: MlpSpec, bytes: Uint8Array, where: string): LayerParameters[] {
  const layers = spec.widths.length - 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes = Array.from({ length: layers }, (_, l) => ({
    weights: spec.widths[l]! * spec.widths[l + 1]!,
    biases: l === layers - 1 && spec.outputBias === false ? 0 : spec.widths[l + 1]!,
  }));
  const expected = 4 * sizes.reduce((sum, size) => sum + size.weights + size.biases, 0);
  if (bytes.byteLength !== expected) {
    throw new NetworkError(
      `${where}/weights.bin has ${bytes.byteLength} bytes, ` +
        `widths [${spec.widths.join(", ")}] need ${expected}`,
    );
  }
  let offset = 0;
  const take = (into: Float32Array, count: number) => {
    for (let i = 0; i < count; i++, offset += 4) into[i] = view.getFloat32(offset, true);
    return into;
  };
  return sizes.map(({ weights, biases }, l) => ({
    weights: take(new Float32Array(weights), weights),
    biases: take(new Float32Array(spec.widths[l + 1]!), biases),
  }));
}
