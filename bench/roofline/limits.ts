/** The loops of `assembly/limits.ts`, compiled when they are needed. */
import asc from "assemblyscript/asc";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("./assembly", import.meta.url));
/** The same as for the training kernel. */
const OPTIONS =
  "--optimizeLevel 3 --shrinkLevel 0 --enable simd --runtime stub --use abort= --noAssert";

/** Loops, and a memory of their own: bytes are counted from its start. */
export interface Limits {
  copy(from: number, to: number, bytes: number, repeats: number): void;
  read(from: number, bytes: number, repeats: number): number;
  multiplyAdd(rounds: number, x: number, y: number): number;
}

/** Multiply-adds in one round of {@link Limits.multiplyAdd}. */
export const MULTIPLY_ADDS = 52;

/**
 * Compiles the loops, with `bytes` of memory for them.
 *
 * @throws Error with the compiler's messages
 */
export async function compileLimits(bytes: number): Promise<Limits> {
  const outputs = new Map<string, string | Uint8Array>();
  const { error, stderr } = await asc.main(
    ["limits.ts", "--outFile", "limits.wasm", ...OPTIONS.split(" ")],
    {
      readFile: (name) => Deno.readTextFile(`${SOURCES}/${name}`).catch(() => null),
      writeFile: (name, contents) => void outputs.set(name, contents),
      listFiles: () => [],
    },
  );
  const wasm = outputs.get("limits.wasm");
  if (error !== null || !(wasm instanceof Uint8Array)) {
    throw new Error(`The loops do not compile: ${error?.message ?? ""}\n${stderr.toString()}`);
  }
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(wasm));
  const exports = instance.exports as unknown as Limits & { readonly memory: WebAssembly.Memory };
  exports.memory.grow(Math.ceil(bytes / 65_536));
  return exports;
}
