/** Starting a tfjs backend, and the accuracy of a saved network by tfjs. */
import * as tf from "@tensorflow/tfjs";
import { TrainingError } from "../request.ts";
import { registerFilterGradient } from "./convolution.ts";
import { gatherInputs, type Samples } from "../../data/dataset.ts";

/**
 * Backends of tfjs:
 * - `"wasm"`: WebAssembly with SIMD, one thread; the default on a CPU.
 * - `"cpu"`: plain JavaScript; slow, runs everywhere.
 * - `"webgpu"`: a GPU through WebGPU; for networks this small slower than `"wasm"`.
 */
export type TfjsBackend = "wasm" | "cpu" | "webgpu";

/** All values of {@link TfjsBackend}. */
export const TFJS_BACKENDS = ["wasm", "cpu", "webgpu"] as const satisfies TfjsBackend[];

/**
 * Makes tfjs compute with `backend`, which is loaded if needed. `"wasm"` gets a kernel that tfjs lacks: the gradient of
 * a convolution by its filter.
 *
 * @example
 * ```ts
 * import { useBackend } from "@multiplet/multiplet/training/tfjs";
 * import * as tf from "@tensorflow/tfjs";
 * import { strictEqual as equal } from "node:assert/strict";
 * await useBackend("cpu");
 * equal(tf.getBackend(), "cpu");
 * ```
 */
export async function useBackend(backend: TfjsBackend): Promise<void> {
  if (backend === "wasm") {
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    // More threads would change the order of sums, and thus the bytes of a result.
    wasm.setThreadsCount(1);
  } else if (backend === "webgpu") {
    await import("@tensorflow/tfjs-backend-webgpu");
  }
  registerFilterGradient(backend);
  // Production mode omits tfjs's argument checks and its notice on the console.
  tf.enableProdMode();
  const ready = await tf.setBackend(backend).catch(() => false);
  if (!ready || tf.getBackend() !== backend) {
    throw new TrainingError(
      `The tfjs backend "${backend}" does not start on this machine` +
        (backend === "webgpu" ? " (no usable GPU adapter)" : "") + `; use "wasm" or "cpu"`,
    );
  }
  await tf.ready();
}

/** Rows that are predicted together. */
const BATCH = 1000;

/** The used part of a `tf.LayersModel`. */
export interface PredictingModel {
  /** The shape of its one input, the number of rows first; absent: rows × features. */
  readonly inputs?: readonly { readonly shape: readonly (number | null)[] }[];
  /** From a tensor of tfjs, rows × inputs, to one of rows × classes: a score for each class. */
  predict(inputs: object): object;
}

/**
 * Accuracy, 0..1, computed by tfjs with its own model: an independent check of a saved network.
 *
 * @param model takes rows of `samples.features` inputs, or images of as many values, and gives one score per class
 * @example
 * ```ts
 * import { layersModelAccuracy, useBackend } from "@multiplet/multiplet/training/tfjs";
 * import * as tf from "@tensorflow/tfjs";
 * import { strictEqual as equal } from "node:assert/strict";
 * await useBackend("cpu");
 * // A model that always says class 1.
 * const model = { predict: () => tf.tensor2d([[0, 1], [0, 1], [0, 1], [0, 1]]) };
 * const inputs = Float32Array.of(1, 2, 3, 4);
 * const samples = { count: 4, features: 1, inputs, labels: Uint8Array.of(1, 1, 1, 0) };
 * equal(await layersModelAccuracy(model, samples), 0.75);
 * ```
 */
export async function layersModelAccuracy(
  model: PredictingModel,
  samples: Samples,
): Promise<number> {
  const [, ...sizes] = model.inputs?.[0]?.shape ?? [];
  const shape = sizes.length > 1 ? sizes.map(Number) : [samples.features];
  let correct = 0;
  for (let from = 0; from < samples.count; from += BATCH) {
    const count = Math.min(BATCH, samples.count - from);
    const rows = Uint32Array.from({ length: count }, (_, i) => from + i);
    const inputs = new Float32Array(count * samples.features);
    gatherInputs(samples, rows, inputs);
    const predicted = tf.tidy(() => {
      const scores = model.predict(tf.tensor(inputs, [count, ...shape]));
      return tf.argMax(scores as tf.Tensor, 1);
    });
    const classes = await predicted.data();
    predicted.dispose();
    rows.forEach((row, i) => correct += classes[i] === samples.labels[row] ? 1 : 0);
  }
  return correct / samples.count;
}
