/** The loops of `assembly/limits.ts`, compiled when they are needed. */
import { compileAssembly } from "../../lib/kernels/build.ts";

/** Loops, and a memory of their own: bytes are counted from its start. */
export interface Limits {
  copy(from: number, to: number, bytes: number, repeats: number): void;
  read(from: number, bytes: number, repeats: number): number;
  multiplyAdd(rounds: number, x: number, y: number): number;
}

/** Multiply-adds in one round of {@link Limits.multiplyAdd}. */
export const MULTIPLY_ADDS = 52;

/** Compiles the loops with the options of the training kernel, with `bytes` of memory for them. */
export async function compileLimits(bytes: number): Promise<Limits> {
  const wasm = await compileAssembly(new URL("./assembly", import.meta.url), "limits.ts");
  const { instance } = await WebAssembly.instantiate(wasm);
  const exports = instance.exports as unknown as Limits & { readonly memory: WebAssembly.Memory };
  exports.memory.grow(Math.ceil(bytes / 65_536));
  return exports;
}
