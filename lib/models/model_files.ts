/**
 * Networks as files in the format of tfjs layers models, `model.json` and `weights.bin`, and a folder of
 * them. They are written and read without tfjs, so that storing a network loads no tensor library.
 */
import { z } from "zod";
import { joined } from "../system/files/joined.ts";
import { type LayerParameters, type NetworkParameters, validateParameters } from "./parameters.ts";
import {
  type LayerShape,
  layerShapes,
  NetworkError,
  type NetworkSpec,
  parameterCount,
  validateSpec,
} from "./spec.ts";
import { join } from "node:path";

/** The two files of a saved network, by name. */
export interface ModelFiles {
  /** UTF-8 text: the layers, and the names and shapes of their weights. */
  readonly "model.json": Uint8Array;
  /** Little-endian float32, layer by layer: weights inputs × outputs, row-major, then biases. */
  readonly "weights.bin": Uint8Array;
}

/** A network read back from its files. */
export interface SavedNetwork {
  /** Its shape, read from the layers. */
  readonly spec: NetworkSpec;
  /** Bit for bit as they were saved. */
  readonly parameters: NetworkParameters;
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
          name: z.string().min(1),
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
 * The files of a network: its layers under their names, and a softmax at the end.
 *
 * @throws NetworkError when parameters do not fit the network
 * @example
 * ```ts
 * import { mlp, toModelFiles } from "@multiplet/multiplet/models";
 * import { strictEqual as equal } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3) };
 * const files = toModelFiles(mlp([2, 1]), [layer]);
 * equal(files["weights.bin"].length, 4 * 3);
 * const { weightsManifest } = JSON.parse(new TextDecoder().decode(files["model.json"]));
 * equal(weightsManifest[0].weights[0].name, "fc_out/kernel");
 * ```
 */
export function toModelFiles(spec: NetworkSpec, parameters: NetworkParameters): ModelFiles {
  validateSpec(spec);
  validateParameters(spec, parameters);
  const shapes = layerShapes(spec);
  const values = parameters.flatMap(({ weights, biases }, l) =>
    shapes[l]!.spec.bias ? [weights, biases] : [weights]
  );
  const model = {
    format: "layers-model",
    generatedBy: "multiplet",
    convertedBy: null,
    modelTopology: {
      class_name: "Sequential",
      config: { name: "mlp", layers: shapes.map(topologyOf) },
      keras_version: "tfjs-layers 4.22.0",
      backend: "tensor_flow.js",
    },
    weightsManifest: [{
      paths: ["weights.bin"],
      weights: shapes.flatMap(tensorsOf).map((tensor) => ({ ...tensor, dtype: "float32" })),
    }],
  };
  return {
    "model.json": new TextEncoder().encode(JSON.stringify(model, null, 2) + "\n"),
    // Little-endian, as is every platform that Deno runs on.
    "weights.bin": joined(values.map((array) => new Uint8Array(array.slice().buffer))),
  };
}

function topologyOf({ spec, layer, before, inputs }: LayerShape): object {
  const { kind, name, units, activation, bias } = spec;
  switch (kind) {
    case "dense":
      return {
        class_name: "Dense",
        config: {
          name,
          units,
          activation: layer.role === "output" ? "softmax" : ACTIVATIONS[activation],
          use_bias: bias,
          trainable: true,
          dtype: "float32",
          batch_input_shape: before === undefined ? [null, inputs] : undefined,
        },
      };
  }
}

const ACTIVATIONS = { relu: "relu", none: "linear" } as const;

/** Name and shape of the weights of a layer, and of its biases where it has them. */
function tensorsOf({ spec, inputs }: LayerShape): { name: string; shape: number[] }[] {
  const { kind, name, units, bias } = spec;
  switch (kind) {
    case "dense":
      return [
        { name: `${name}/kernel`, shape: [inputs, units] },
        ...(bias ? [{ name: `${name}/bias`, shape: [units] }] : []),
      ];
  }
}

/**
 * Reads a network back from its files; accepts any tfjs layers model that is a stack of dense
 * layers with one `weights.bin`.
 *
 * @param where names the files in errors, e.g. their folder
 * @throws NetworkError when the files are not such a model or their sizes disagree
 * @example
 * ```ts
 * import { fromModelFiles, mlp, toModelFiles } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const spec = mlp([2, 1]);
 * const parameters = [{ weights: Float32Array.of(1, 2), biases: Float32Array.of(3) }];
 * const files = toModelFiles(spec, parameters);
 * deepEqual(fromModelFiles(files, "a saved network"), { spec, parameters });
 * ```
 */
export function fromModelFiles(files: ModelFiles, where: string): SavedNetwork {
  const model = parseModel(files["model.json"], where);
  const layers = model.modelTopology.config.layers.map((layer) => layer.config);
  const inputs = layers[0]!.batch_input_shape?.[1];
  if (inputs === undefined) {
    throw new NetworkError(`${where}/model.json: the first layer has no batch_input_shape`);
  }
  const spec: NetworkSpec = {
    input: inputs,
    layers: layers.map(({ name, units, activation, use_bias: bias }, l) => {
      const last = l === layers.length - 1;
      if (last ? activation === "relu" : activation === "softmax") {
        throw new NetworkError(
          `${where}/model.json: layer ${name} has activation ${activation}; hidden layers need relu ` +
            `or linear, the last one softmax or linear`,
        );
      }
      return {
        kind: "dense",
        name,
        units,
        activation: activation === "relu" ? "relu" : "none",
        bias,
      };
    }),
  };
  validateSpec(spec);
  requireShapes(spec, model.weightsManifest[0]!.weights, where);
  return { spec, parameters: unpackParameters(spec, files["weights.bin"], where) };
}

/** Throws unless the weights are listed as the layers need them: kernel and bias, layer by layer. */
function requireShapes(
  spec: NetworkSpec,
  listed: readonly { readonly shape: readonly number[] }[],
  where: string,
): void {
  const needed = layerShapes(spec).flatMap(tensorsOf).map(({ shape }) => shape);
  const title = (shape: readonly number[] | undefined) => shape ? `[${shape.join(", ")}]` : "none";
  for (let at = 0; at < Math.max(needed.length, listed.length); at++) {
    const [found, expected] = [title(listed[at]?.shape), title(needed[at])];
    if (found === expected) continue;
    throw new NetworkError(
      `${where}/model.json: tensor ${at} of weights.bin has shape ${found}, the layers need ${expected}`,
    );
  }
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

function unpackParameters(spec: NetworkSpec, bytes: Uint8Array, where: string): LayerParameters[] {
  const expected = 4 * parameterCount(spec);
  if (bytes.byteLength !== expected) {
    throw new NetworkError(
      `${where}/weights.bin has ${bytes.byteLength} bytes, ` +
        `the layers of model.json need ${expected}`,
    );
  }
  // A copy: bytes may begin at an address that is no multiple of 4.
  const values = new Float32Array(Uint8Array.from(bytes).buffer);
  let at = 0;
  const take = (count: number) => values.slice(at, at += count);
  return layerShapes(spec).map(({ spec: { units, bias }, weights }) => ({
    weights: take(weights),
    biases: bias ? take(units) : new Float32Array(units),
  }));
}

/** A saved network for tfjs: the part of its `io.ModelArtifacts` that the files contain. */
export interface ModelArtifacts {
  /** The layers, as `model.json` describes them. */
  readonly modelTopology: object;
  /** `"layers-model"`. */
  readonly format: string;
  /** Name and shape of every tensor, in the order of the data. */
  readonly weightSpecs: { name: string; shape: number[]; dtype: "float32" }[];
  /** Little-endian float32, one tensor after the other. */
  readonly weightData: ArrayBuffer;
}

/**
 * Reads `model.json` and `weights.bin` from `folder`.
 *
 * @example
 * ```ts
 * import { loadNetwork, mlp, toModelFiles } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const spec = mlp([2, 1]);
 * const parameters = [{ weights: Float32Array.of(1, 2), biases: Float32Array.of(3) }];
 * const folder = await Deno.makeTempDir();
 * for (const [name, bytes] of Object.entries(toModelFiles(spec, parameters))) {
 *   await Deno.writeFile(`${folder}/${name}`, bytes);
 * }
 * deepEqual(await loadNetwork(folder), { spec, parameters });
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function loadNetwork(folder: string): Promise<SavedNetwork> {
  return fromModelFiles(await readFolder(folder), folder);
}

async function readFolder(folder: string): Promise<ModelFiles> {
  const read = (name: string) => {
    const path = join(folder, name);
    return Deno.readFile(path).catch((cause) => {
      const message = `A saved network was expected in ${folder}, cannot read ${path}`;
      throw new NetworkError(message, { cause });
    });
  };
  return { "model.json": await read("model.json"), "weights.bin": await read("weights.bin") };
}

/**
 * A handler with which `tf.loadLayersModel` opens a folder: the part of tfjs's `io.IOHandler` that it calls;
 * tfjs itself has no file access in Deno. This module imports nothing of tfjs, not even its types.
 *
 * @example
 * ```ts
 * import { mlp, modelFolder, toModelFiles } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3) };
 * const folder = await Deno.makeTempDir();
 * for (const [name, bytes] of Object.entries(toModelFiles(mlp([2, 1]), [layer]))) {
 *   await Deno.writeFile(`${folder}/${name}`, bytes);
 * }
 * // const model = await tf.loadLayersModel(modelFolder(folder));
 * const { weightSpecs, weightData } = await modelFolder(folder).load();
 * deepEqual(weightSpecs[0], { name: "fc_out/kernel", shape: [2, 1], dtype: "float32" });
 * deepEqual(new Float32Array(weightData), Float32Array.of(1, 2, 3));
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function modelFolder(folder: string): { readonly load: () => Promise<ModelArtifacts> } {
  return {
    load: async () => {
      const files = await readFolder(folder);
      const model = JSON.parse(new TextDecoder().decode(files["model.json"]));
      return {
        modelTopology: model.modelTopology,
        format: model.format,
        weightSpecs: model.weightsManifest[0].weights,
        weightData: Uint8Array.from(files["weights.bin"]).buffer,
      };
    },
  };
}
