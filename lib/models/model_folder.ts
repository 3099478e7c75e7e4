/**
 * A folder with a saved network, for this library and for tfjs.
 * @module
 */
import { join } from "node:path";
import { fromModelFiles, type SavedNetwork } from "./model_files.ts";
import { NetworkError } from "./spec.ts";

/** A saved network as tfjs takes it: the part of its `io.ModelArtifacts` that the files have. */
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

/** What opens a saved network: the part of tfjs's `io.IOHandler` that `tf.loadLayersModel` calls. */
export interface ModelHandler {
  /** Reads the files. */
  readonly load: () => Promise<ModelArtifacts>;
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
  const read = async (name: string) => {
    const path = join(folder, name);
    try {
      return await Deno.readFile(path);
    } catch (cause) {
      throw new NetworkError(`A saved network was expected in ${folder}, cannot read ${path}`, {
        cause,
      });
    }
  };
  return fromModelFiles({
    "model.json": await read("model.json"),
    "weights.bin": await read("weights.bin"),
  }, folder);
}

/**
 * What `tf.loadLayersModel` needs to open a folder; tfjs itself has no file access in Deno.
 *
 * Nothing of tfjs is imported here, not even its types.
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
export function modelFolder(folder: string): ModelHandler {
  return {
    load: async () => {
      const model = JSON.parse(await Deno.readTextFile(join(folder, "model.json")));
      const weights = await Deno.readFile(join(folder, "weights.bin"));
      return {
        modelTopology: model.modelTopology,
        format: model.format,
        weightSpecs: model.weightsManifest[0].weights,
        weightData: weights.buffer.slice(
          weights.byteOffset,
          weights.byteOffset + weights.byteLength,
        ),
      };
    },
  };
}
