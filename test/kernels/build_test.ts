import { ok } from "node:assert/strict";
import { compileKernel } from "../../lib/kernels/build.ts";

Deno.test("fused.wasm is what its sources compile to; else run `deno task kernels:build`", async () => {
  const kept = await Deno.readFile(new URL("../../lib/kernels/fused.wasm", import.meta.url));
  const built = await compileKernel();
  ok(built.length === kept.length && built.every((byte, at) => byte === kept[at]));
});

Deno.test("the kernel needs nothing from its host", async () => {
  const kernel = await WebAssembly.compile(await compileKernel());
  ok(WebAssembly.Module.imports(kernel).length === 0);
});
