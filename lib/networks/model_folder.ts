/**
 * A folder with a saved network, for this library and for tfjs.
 * @module
 */
import type { io } from "@tensorflow/tfjs";
import { join } from "node:path";
import { fromModelFiles, type SavedNetwork } from "./model_files.ts";
import { NetworkError } from "./spec.ts";

/** Reads `model.json` and `weights.bin` from `folder`. */
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
 * Only the types of tfjs are used here, so importing this loads no tensor library.
 */
export function modelFolder(folder: string): io.IOHandler {
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
