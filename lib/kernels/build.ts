/**
 * Compiles the kernel from `assembly/` to `fused.wasm`: `deno task kernels:build`.
 * @module
 */
import asc from "assemblyscript/asc";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = new URL("./assembly", import.meta.url);
const TARGET = new URL("./fused.wasm", import.meta.url);

/** What the compiler is told: SIMD without its relaxed part, and no runtime: nothing here keeps objects. */
const OPTIONS = [
  ["--optimizeLevel", "3"],
  ["--shrinkLevel", "0"],
  ["--enable", "simd"],
  ["--runtime", "stub"],
  ["--use", "abort="],
  ["--noAssert"],
  ["--noColors"],
].flat();

/** The bytes of the kernel, compiled anew as by {@link compileAssembly}. */
export function compileKernel(): Promise<Uint8Array<ArrayBuffer>> {
  return compileAssembly(SOURCES, "fused.ts");
}

/**
 * Compiles the file `entry` of `folder`, which holds what it imports too, with the kernel's options:
 * the same bytes on every machine.
 *
 * @throws Error with the compiler's messages
 */
export async function compileAssembly(
  folder: URL,
  entry: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const path = fileURLToPath(folder);
  const outputs = new Map<string, string | Uint8Array>();
  const { error, stderr } = await asc.main([entry, "--outFile", "compiled.wasm", ...OPTIONS], {
    readFile: (name) => Deno.readTextFile(join(path, name)).catch(() => null),
    writeFile: (name, contents) => void outputs.set(name, contents),
    listFiles: () => [],
  });
  const wasm = outputs.get("compiled.wasm");
  if (error !== null || !(wasm instanceof Uint8Array)) {
    throw new Error(
      `${entry} in ${path} does not compile: ${error?.message ?? ""}\n${stderr.toString()}`,
    );
  }
  return Uint8Array.from(wasm);
}

if (import.meta.main) {
  const temporary = new URL(`./.fused.wasm.${crypto.randomUUID()}`, import.meta.url);
  await Deno.writeFile(temporary, await compileKernel());
  await Deno.rename(temporary, TARGET);
}
