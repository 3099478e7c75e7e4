/**
 * The training kernel in WebAssembly. Its sources are in `assembly/`; `deno task kernels:build`
 * compiles them.
 * @module
 */
import { createHash } from "node:crypto";
import { KernelMemory } from "./memory.ts";

const response = await fetch(new URL("./fused.wasm", import.meta.url));
const wasm = await response.arrayBuffer();
const compiled = await WebAssembly.compile(wasm);

/** SHA-256 (hex) of the kernel: other bytes may compute other numbers. */
export const KERNEL_REVISION: string = createHash("sha256").update(new Uint8Array(wasm)).digest(
  "hex",
);

/** What `assembly/fused.ts` exports. Records and arrays are passed by their address. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  train(
    cohort: number,
    samples: number,
    order: number,
    rows: number,
    batchSize: number,
    learningRate: number,
  ): void;
  evaluate(cohort: number, samples: number, rows: number, count: number, results: number): void;
  exponentials(values: number): void;
}

/** A kernel with a memory of its own. Records lie in it as `assembly/layout.ts` describes them. */
export interface FusedKernel {
  readonly memory: KernelMemory;
  /**
   * One SGD step after another, each on the next `batchSize` of the `rows` u32 row numbers at
   * `order`, for all networks of the cohort.
   */
  readonly train: KernelExports["train"];
  /**
   * Adds at `results`, two float64 for each network of the cohort, its summed loss (nats) and its
   * correct answers on the `count` u32 row numbers at `rows`.
   */
  readonly evaluate: KernelExports["evaluate"];
  /** exp of four float32, as the kernel's softmax computes it. */
  exponentials(values: Float32Array): Float32Array;
}

/** A new kernel; its memory is freed with it. */
export function fusedKernel(): FusedKernel {
  const exports = new WebAssembly.Instance(compiled).exports as unknown as KernelExports;
  const memory = new KernelMemory(exports.memory, exports.heapBase());
  const result = memory.allocate(16);
  return {
    memory,
    train: exports.train,
    evaluate: exports.evaluate,
    exponentials(values) {
      memory.write(result, values);
      exports.exponentials(result);
      return memory.floats(result, 4);
    },
  };
}
