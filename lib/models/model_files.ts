/**
 * Networks as files in the format of tfjs layers models, `model.json` and `weights.bin`, and a folder of
 * them. They are written and read without tfjs, so that storing a network loads no tensor library.
 */
import { z } from "zod";
import { joined } from "../system/files/joined.ts";
import { type LayerParameters, type NetworkParameters, validateParameters } from "./parameters.ts";
import {
  type ConvolutionSpec,
  type LayerShape,
  layerShapes,
  type LayerSpec,
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
  /** Little-endian float32, layer by layer: weights as in {@link LayerParameters}, then biases. */
  readonly "weights.bin": Uint8Array;
}

/** A network read back from its files. */
export interface SavedNetwork {
  /** Its shape, read from the layers. */
  readonly spec: NetworkSpec;
  /** Bit for bit as they were saved. */
  readonly parameters: NetworkParameters;
}

const count = z.number().int().positive();
const twice = (value: number) => z.tuple([z.literal(value), z.literal(value)]);

/** Part of every layer that has weights. */
const weighted = {
  name: z.string().min(1),
  activation: z.enum(["relu", "linear", "softmax"]),
  use_bias: z.boolean(),
};

/** Part of every layer that images enter: the pixels of a row are adjacent, and the channels of a pixel. */
const images = {
  data_format: z.literal("channels_last").optional(),
  batch_input_shape: z.tuple([z.null(), count, count, count]).optional(),
};

const layerSchema = z.discriminatedUnion("class_name", [
  z.object({
    class_name: z.literal("Conv2D"),
    config: z.object({
      ...weighted,
      ...images,
      filters: count,
      kernel_size: twice(3),
      strides: twice(1).optional(),
      padding: z.literal("same"),
      dilation_rate: twice(1).optional(),
    }),
  }),
  z.object({
    class_name: z.literal("MaxPooling2D"),
    config: z.object({
      ...images,
      pool_size: twice(2),
      strides: twice(2).optional(),
      padding: z.literal("valid"),
    }),
  }),
  z.object({ class_name: z.literal("Flatten"), config: z.object(images) }),
  z.object({
    class_name: z.literal("Dense"),
    config: z.object({
      ...weighted,
      units: count,
      batch_input_shape: z.tuple([z.null(), count]).optional(),
    }),
  }),
]);

/** The layers that are read, for errors. */
const STACK =
  "Conv2D (3 × 3, same, stride 1), MaxPooling2D (2 × 2, valid), Flatten and Dense layers";

type SavedLayer = z.infer<typeof layerSchema>;

/** The part of `model.json` that describes a network; other keys are tfjs's own. */
const modelSchema = z.object({
  format: z.literal("layers-model"),
  modelTopology: z.object({
    class_name: z.literal("Sequential"),
    config: z.object({ layers: z.array(layerSchema).min(1) }),
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
      config: {
        name: typeof spec.input === "number" ? "mlp" : "convolutional",
        layers: topologyOf(shapes),
      },
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

function topologyOf(shapes: readonly LayerShape[]): object[] {
  // tfjs asks for a name of every layer, different from all others.
  const names = new Set(shapes.map(({ layer }) => layer.name));
  const unused = (wanted: string) => {
    let name = wanted;
    while (names.has(name)) name += "_";
    names.add(name);
    return name;
  };
  return shapes.flatMap(({ spec, layer, before, entering, inputs }): object[] => {
    const { name, units, activation, bias } = spec;
    const imageShape = entering && [null, entering.height, entering.width, entering.channels];
    switch (spec.kind) {
      case "dense": {
        const dense = {
          class_name: "Dense",
          config: {
            name,
            units,
            activation: layer.role === "output" ? "softmax" : ACTIVATIONS[activation],
            use_bias: bias,
            trainable: true,
            dtype: "float32",
            batch_input_shape: before || entering ? undefined : [null, inputs],
          },
        };
        if (entering === undefined) return [dense];
        return [{
          class_name: "Flatten",
          config: {
            name: unused("flatten"),
            trainable: true,
            dtype: "float32",
            batch_input_shape: before ? undefined : imageShape,
          },
        }, dense];
      }
      case "convolution": {
        const convolution = {
          class_name: "Conv2D",
          config: {
            name,
            filters: units,
            kernel_size: [3, 3],
            strides: [1, 1],
            padding: "same",
            data_format: "channels_last",
            dilation_rate: [1, 1],
            activation: ACTIVATIONS[activation],
            use_bias: bias,
            trainable: true,
            dtype: "float32",
            batch_input_shape: before ? undefined : imageShape,
          },
        };
        if (spec.pooling === "none") return [convolution];
        return [convolution, {
          class_name: "MaxPooling2D",
          config: {
            name: unused(`${name}_pool`),
            pool_size: [2, 2],
            strides: [2, 2],
            padding: "valid",
            data_format: "channels_last",
            trainable: true,
            dtype: "float32",
          },
        }];
      }
    }
  });
}

const ACTIVATIONS = { relu: "relu", none: "linear" } as const;

/** Name and shape of the weights of a layer, and of its biases where it has them. */
function tensorsOf({ spec, kernel }: LayerShape): { name: string; shape: readonly number[] }[] {
  const { name, units, bias } = spec;
  return [
    { name: `${name}/kernel`, shape: kernel },
    ...(bias ? [{ name: `${name}/bias`, shape: [units] }] : []),
  ];
}

/**
 * Reads a network back from its files; accepts any tfjs layers model that is a stack of convolutions (`Conv2D`: 3 × 3,
 * padding `same`, stride 1, channels last), each with or without pooling (`MaxPooling2D`: 2 × 2, padding `valid`,
 * stride 2), then `Flatten`, then dense layers (`Dense`), or of dense layers alone, with one `weights.bin`.
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
  const spec = specOf(model.modelTopology.config.layers, `${where}/model.json`);
  requireShapes(spec, model.weightsManifest[0]!.weights, where);
  return { spec, parameters: unpackParameters(spec, files["weights.bin"], where) };
}

/** The kinds of layers that each kind may follow; `undefined`: it may be the first layer. */
const FOLLOWS: Readonly<
  Record<SavedLayer["class_name"], readonly (SavedLayer["class_name"] | undefined)[]>
> = {
  Conv2D: [undefined, "Conv2D", "MaxPooling2D"],
  MaxPooling2D: ["Conv2D"],
  Flatten: [undefined, "Conv2D", "MaxPooling2D"],
  Dense: [undefined, "Flatten", "Dense"],
};

/** The network of a stack of layers; pooling is a part of the convolution before it. */
function specOf(saved: readonly SavedLayer[], where: string): NetworkSpec {
  const refuse = (what: string, cause?: Error) =>
    new NetworkError(`${where}: ${what}`, cause && { cause });
  const [, height, width, channels] = saved[0]!.config.batch_input_shape ?? [];
  if (height === undefined) throw refuse("the first layer has no batch_input_shape");
  const input = width === undefined || channels === undefined
    ? height
    : { height, width, channels };
  saved.forEach(({ class_name: kind }, at) => {
    const before = saved[at - 1]?.class_name;
    if (FOLLOWS[kind].includes(before)) return;
    const place = (other: string | undefined) => other ? `after ${other}` : "first";
    const places = FOLLOWS[kind].map(place).join(" or ");
    throw refuse(`layer ${at + 1}, ${kind}, stands ${place(before)}; it is read ${places}`);
  });
  const layers: LayerSpec[] = [];
  saved.forEach((layer, at) => {
    if (layer.class_name === "MaxPooling2D") {
      layers.push({ ...layers.pop() as ConvolutionSpec, pooling: "max" });
    }
    if (layer.class_name !== "Conv2D" && layer.class_name !== "Dense") return;
    const { name, activation, use_bias: bias } = layer.config;
    const last = at === saved.length - 1;
    if (last ? activation === "relu" : activation === "softmax") {
      throw refuse(
        `layer ${name} has activation ${activation}; hidden layers need relu or linear, the last one ` +
          "softmax or linear",
      );
    }
    const common = { activation: activation === "relu" ? activation : "none", bias } as const;
    layers.push(
      layer.class_name === "Dense"
        ? { kind: "dense", name, units: layer.config.units, ...common }
        : { kind: "convolution", name, units: layer.config.filters, ...common, pooling: "none" },
    );
  });
  const spec = { input, layers };
  try {
    validateSpec(spec);
  } catch (error) {
    if (error instanceof NetworkError) throw refuse(error.message, error);
    throw error;
  }
  return spec;
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
      `${where}/model.json is not a stack of ${STACK} in tfjs's format:\n` +
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
