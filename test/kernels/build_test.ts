import { ok, rejects } from "node:assert/strict";
import { permitted } from "../permitted.ts";

/** Loaded by the tests: the compiler reads the environment when it is loaded. */
const building = () => import("../../lib/kernels/build.ts");

Deno.test(
  "fused.wasm is what its sources compile to; else run `deno task kernels:build`",
  permitted,
  async () => {
    const kept = await Deno.readFile(new URL("../../lib/kernels/fused.wasm", import.meta.url));
    const { compileKernel } = await building();
    const built = await compileKernel();
    ok(built.length === kept.length && built.every((byte, at) => byte === kept[at]));
  },
);

Deno.test("the kernel needs nothing from its host", permitted, async () => {
  const { compileKernel } = await building();
  const kernel = await WebAssembly.compile(await compileKernel());
  ok(WebAssembly.Module.imports(kernel).length === 0);
});

Deno.test("what does not compile is named, with the compiler's message", permitted, async () => {
  const { compileAssembly } = await building();
  const folder = new URL("../../lib/kernels/assembly/", import.meta.url);
  await rejects(compileAssembly(folder, "absent.ts"), /absent\.ts in .*assembly.*ERROR TS6054/s);
});
