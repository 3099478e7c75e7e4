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
    networks: number,
    count: number,
    samples: number,
    order: number,
    rows: number,
    batchSize: number,
    learningRate: number,
  ): void;
  evaluate(network: number, samples: number, rows: number, count: number, result: number): void;
  exponentials(values: number): void;
}

/** A kernel with a memory of its own. Records lie in it as `assembly/layout.ts` describes them. */
export interface FusedKernel {
  readonly memory: KernelMemory;
  /**
   * One SGD step after another, each on the next `batchSize` of the `rows` u32 row numbers at
   * `order`, for each of the `count` networks whose addresses lie at `networks`.
   */
  readonly train: KernelExports["train"];
  /** A network's summed loss (nats) and correct answers on the `count` u32 row numbers at `rows`. */
  evaluate(
    network: number,
    samples: number,
    rows: number,
    count: number,
  ): { readonly loss: number; readonly correct: number };
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
    evaluate(network, samples, rows, count) {
      exports.evaluate(network, samples, rows, count, result);
      const [loss, correct] = memory.doubles(result, 2);
      return { loss: loss!, correct: correct! };
    },
    exponentials(values) {
      memory.write(result, values);
      exports.exponentials(result);
      return memory.floats(result, 4);
    },
  };
}
