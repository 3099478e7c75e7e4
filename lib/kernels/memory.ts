/**
 * The memory that a kernel and its caller share.
 * @module
 */

const PAGE = 65_536;

/** A block of memory could not be had. */
export class KernelMemoryError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "KernelMemoryError";
}

/**
 * Hands out a kernel's memory from `base` on; what was handed out last can be taken back.
 * Addresses are multiples of 16; memory is zero until written.
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
   * @throws KernelMemoryError when a kernel cannot have that much (4 GiB) or the machine does not
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

  /** Where the next allocation will begin: to go back to with {@link KernelMemory.release}. */
  get mark(): number {
    return this.#free;
  }

  /** Takes back everything that was allocated since `mark`. */
  release(mark: number): void {
    new Uint8Array(this.#memory.buffer).fill(0, mark, this.#free);
    this.#free = mark;
  }

  /** The address of a copy of `data`. */
  place(data: Uint8Array | Uint32Array | Float32Array): number {
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
