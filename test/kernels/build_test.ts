import { ok, rejects } from "node:assert/strict";
import { permitted } from "../permitted.ts";

/** Loaded by the tests: the compiler reads the environment when it is loaded. */
const building = () => import("../../lib/kernels/build.ts");
const KERNELS = new URL("../../lib/kernels/", import.meta.url);

for (const name of ["fused.wasm", "cross_products_code.ts", "swept_code.ts", "triples_code.ts"]) {
  Deno.test(
    `${name} is what its sources compile to; else run \`deno task kernels:build\``,
    permitted,
    async () => {
      const kept = await Deno.readFile(new URL(name, KERNELS));
      const { BUILT } = await building();
      const built = await BUILT[name]!();
      ok(built.length === kept.length && built.every((byte, at) => byte === kept[at]));
    },
  );
}

Deno.test("the kernels need nothing from their host", permitted, async () => {
  const { compileAssembly } = await building();
  for (const entry of ["fused.ts", "cross_products.ts", "swept.ts", "triples.ts"]) {
    const compiled = await compileAssembly(new URL("assembly/", KERNELS), entry);
    ok(WebAssembly.Module.imports(await WebAssembly.compile(compiled)).length === 0);
  }
});

Deno.test("what does not compile is named, with the compiler's message", permitted, async () => {
  const { compileAssembly } = await building();
  const folder = new URL("assembly/", KERNELS);
  await rejects(compileAssembly(folder, "absent.ts"), /absent\.ts in .*assembly.*ERROR TS6054/s);
});
