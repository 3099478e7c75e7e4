/**
 * tfjs with one of its backends, ready to compute.
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { TrainingError } from "../request.ts";

/**
 * Where tfjs computes:
 * - `"wasm"`: WebAssembly with SIMD, one thread; the default on a CPU.
 * - `"cpu"`: plain JavaScript; slow, runs everywhere.
 * - `"webgpu"`: a GPU through WebGPU; for networks this small slower than `"wasm"`.
 */
export type TfjsBackend = "wasm" | "cpu" | "webgpu";

/** All values of {@link TfjsBackend}. */
export const TFJS_BACKENDS = ["wasm", "cpu", "webgpu"] as const satisfies TfjsBackend[];

/**
 * Makes `backend` the one that tfjs computes with, loading it when needed.
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
    // More threads would change the order of sums, and so the bytes of a result.
    wasm.setThreadsCount(1);
  } else if (backend === "webgpu") {
    await import("@tensorflow/tfjs-backend-webgpu");
  }
  // Production mode drops tfjs's argument checks and its advertisement on the console.
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
