/**
 * The training kernel in WebAssembly, and the memory that it shares with its caller. Its sources are in
 * `assembly/`; `deno task kernels:build` compiles them.
 */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

const ADDRESS = new URL("./fused.wasm", import.meta.url);

/** The compiled kernel. */
interface Compiled {
  readonly module: WebAssembly.Module;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const loaded = await mayRead() ? await load() : undefined;

/**
 * True if the kernel can be read without a question to the user. Otherwise Deno would ask for the permission
 * to read, or refuse, on the import of this module, even if nothing is trained.
 */
async function mayRead(): Promise<boolean> {
  if (ADDRESS.protocol !== "file:") return true;
  return (await Deno.permissions.query({ name: "read", path: ADDRESS })).state === "granted";
}

async function load(): Promise<Compiled> {
  const bytes = await (await fetch(ADDRESS)).bytes();
  return { module: await WebAssembly.compile(bytes), bytes };
}

function compiled(): Compiled {
  if (loaded) return loaded;
  const path = fileURLToPath(ADDRESS);
  throw new Error(
    `Training needs the kernel ${path}, which this process has no permission to read; ` +
      `start Deno with --allow-read=${path}`,
  );
}

/**
 * SHA-256 (hex) of the kernel, for the notes of benchmarks.
 *
 * @throws without the permission to read the kernel
 */
export function kernelDigest(): string {
  return createHash("sha256").update(compiled().bytes).digest("hex");
}

const PAGE = 65_536;

/** Error: the kernel cannot get more memory. */
export class KernelMemoryError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "KernelMemoryError";
}

/**
 * Allocates a kernel's memory from `base` on; the last allocations can be released. Addresses are multiples
 * of 16; memory is zero until written.
 */
export class KernelMemory {
  readonly #memory: WebAssembly.Memory;
  #free: number;

  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#free = align(base);
  }

  /**
   * The address of `bytes` new bytes.
   *
   * @throws KernelMemoryError above the limit of a kernel (4 GiB) or of the machine
   */
  allocate(bytes: number): number {
    const address = this.#free;
    const end = align(address + bytes);
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.#memory.grow(Math.ceil(missing / PAGE));
      } catch (cause) {
        throw new KernelMemoryError(
          `The kernel holds ${address} bytes and cannot get ${bytes} more; ` +
            `use fewer samples, or smaller or fewer networks at once`,
          { cause },
        );
      }
    }
    this.#free = end;
    return address;
  }

  /** Address of the next allocation: the argument for {@link KernelMemory.release}. */
  get mark(): number {
    return this.#free;
  }

  /** Releases all memory allocated since `mark`. */
  release(mark: number): void {
    new Uint8Array(this.#memory.buffer).fill(0, mark, this.#free);
    this.#free = mark;
  }

  /** The address of a copy of `data`. */
  copyIn(data: Uint8Array | Uint32Array | Float32Array): number {
    const address = this.allocate(data.byteLength);
    this.write(address, data);
    return address;
  }

  /** Copies `data` to `address`, a multiple of 4. */
  write(address: number, data: Uint8Array | Uint32Array | Float32Array): void {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    new Uint8Array(this.#memory.buffer).set(bytes, address);
  }

  /** A copy of `length` float32 values at `address`. */
  floats(address: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, address, length).slice();
  }

  /** A copy of `length` float64 values at `address`. */
  doubles(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#memory.buffer, address, length).slice();
  }
}

/** The next multiple of 16. */
function align(address: number): number {
  return Math.ceil(address / 16) * 16;
}

/** The exports of `assembly/fused.ts`. Records and arrays are passed by their address. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  /**
   * One SGD step after another, each on the next `batchSize` of the `rows` u32 row numbers at
   * `order`, for all networks of the cohort.
   */
  train(
    cohort: number,
    samples: number,
    order: number,
    rows: number,
    batchSize: number,
    learningRate: number,
  ): void;
  /**
   * Adds at `results`, two float64 for each network of the cohort, its summed loss (nats) and its
   * correct answers on the `count` u32 row numbers at `rows`.
   */
  evaluate(cohort: number, samples: number, rows: number, count: number, results: number): void;
  /**
   * As `train`, for networks for images: `count` addresses of records, u32, at `networks`. The kernel arranges
   * their weights before the first step: see `arrangeImages`.
   */
  trainImages(
    networks: number,
    count: number,
    samples: number,
    order: number,
    rows: number,
    batchSize: number,
    learningRate: number,
  ): void;
  /** As `evaluate`, for networks for images, with at most `maxBatch` samples at a time. */
  evaluateImages(
    networks: number,
    networkCount: number,
    maxBatch: number,
    samples: number,
    rows: number,
    count: number,
    results: number,
  ): void;
  /** To be called after the weights of networks for images were written. */
  arrangeImages(networks: number, count: number): void;
  exponentials(values: number): void;
}

/** A kernel with a memory of its own. `assembly/layout.ts` describes the records in it. */
export interface FusedKernel extends Omit<KernelExports, "memory" | "heapBase" | "exponentials"> {
  readonly memory: KernelMemory;
  /** exp of four float32, as the kernel's softmax computes it. */
  exponentials(values: Float32Array): Float32Array;
}

/**
 * A new kernel; its memory is freed with it.
 *
 * @throws without the permission to read the kernel
 */
export function fusedKernel(): FusedKernel {
  const exports = new WebAssembly.Instance(compiled().module).exports as unknown as KernelExports;
  const memory = new KernelMemory(exports.memory, exports.heapBase());
  const result = memory.allocate(16);
  return {
    memory,
    train: exports.train,
    evaluate: exports.evaluate,
    trainImages: exports.trainImages,
    evaluateImages: exports.evaluateImages,
    arrangeImages: exports.arrangeImages,
    exponentials(values) {
      memory.write(result, values);
      exports.exponentials(result);
      return memory.floats(result, 4);
    },
  };
}
