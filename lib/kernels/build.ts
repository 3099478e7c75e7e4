/**
 * Compiles the kernel from `assembly/` to `fused.wasm`: `deno task kernels:build`.
 * @module
 */
import asc from "assemblyscript/asc";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("./assembly", import.meta.url));
const TARGET = new URL("./fused.wasm", import.meta.url);

/** What the compiler is told: SIMD without its relaxed part, and no runtime: the kernel keeps no objects. */
const OPTIONS = [
  ["--optimizeLevel", "3"],
  ["--shrinkLevel", "0"],
  ["--enable", "simd"],
  ["--runtime", "stub"],
  ["--use", "abort="],
  ["--noAssert"],
].flat();

/**
 * The bytes of the kernel, compiled anew: the same on every machine.
 *
 * @throws Error with the compiler's messages
 */
export async function compileKernel(): Promise<Uint8Array<ArrayBuffer>> {
  const outputs = new Map<string, string | Uint8Array>();
  const { error, stderr } = await asc.main(["fused.ts", "--outFile", "fused.wasm", ...OPTIONS], {
    readFile: (name) => Deno.readTextFile(`${SOURCES}/${name}`).catch(() => null),
    writeFile: (name, contents) => void outputs.set(name, contents),
    listFiles: () => [],
  });
  const wasm = outputs.get("fused.wasm");
  if (error !== null || !(wasm instanceof Uint8Array)) {
    throw new Error(`The kernel does not compile: ${error?.message ?? ""}\n${stderr.toString()}`);
  }
  return Uint8Array.from(wasm);
}

if (import.meta.main) {
  const temporary = new URL(`./.fused.wasm.${crypto.randomUUID()}`, import.meta.url);
  await Deno.writeFile(temporary, await compileKernel());
  await Deno.rename(temporary, TARGET);
}
