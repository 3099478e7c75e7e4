/** Compiles the kernels from `assembly/`: `deno task kernels:build`. */
import asc from "assemblyscript/asc";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = new URL("./assembly", import.meta.url);

/**
 * Options of the compiler: SIMD without relaxed SIMD, and no runtime, because no kernel has managed objects.
 */
const OPTIONS = [
  ["--optimizeLevel", "3"],
  ["--shrinkLevel", "0"],
  ["--enable", "simd"],
  ["--runtime", "stub"],
  ["--use", "abort="],
  ["--noAssert"],
  ["--noColors"],
].flat();

/** Generated files by their names in this folder, with the functions that generate them. */
export const BUILT: Readonly<Record<string, () => Promise<Uint8Array<ArrayBuffer>>>> = {
  "fused.wasm": () => compileAssembly(SOURCES, "fused.ts"),
  // Its memory has the fixed size that `cross_products.ts` uses: faster than one that grows.
  "cross_products_code.ts": () =>
    codeModule("cross_products", ["--initialMemory", "16", "--maximumMemory", "16"]),
  "triples_code.ts": () => codeModule("triples", []),
  "swept_code.ts": () => codeModule("swept", []),
};

/** A kernel as a module, because analyses run in bundles for browsers, where there is no file to load. */
async function codeModule(
  name: string,
  memory: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const code = (await compileAssembly(SOURCES, `${name}.ts`, memory)).toBase64();
  return new TextEncoder().encode(
    `// Made from assembly/${name}.ts by \`deno task kernels:build\`.\n` +
      `export const ${name.toUpperCase()}_CODE =\n  "${code}";\n`,
  );
}

/**
 * Compiles the file `entry` of `folder`, which also contains its imports, with the kernels' options and
 * `more`: the same bytes on every machine.
 *
 * @throws Error with the compiler's messages
 */
export async function compileAssembly(
  folder: URL,
  entry: string,
  more: readonly string[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const path = fileURLToPath(folder);
  const outputs = new Map<string, string | Uint8Array>();
  const options = [...OPTIONS, ...more];
  const { error, stderr } = await asc.main([entry, "--outFile", "compiled.wasm", ...options], {
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
  for (const [name, make] of Object.entries(BUILT)) {
    const temporary = new URL(`./.${name}.${crypto.randomUUID()}`, import.meta.url);
    await Deno.writeFile(temporary, await make());
    await Deno.rename(temporary, new URL(name, import.meta.url));
  }
}
