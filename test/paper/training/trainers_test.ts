import { strictEqual as equal } from "node:assert/strict";
import { createTrainer } from "../../../lib/paper/mod.ts";
import { permitted } from "../../permitted.ts";

for (const name of ["tfjs-wasm", "tfjs-cpu", "tfjs-webgpu", "fused"] as const) {
  Deno.test(`trainer ${name} is the engine of that name`, permitted, async () => {
    equal((await createTrainer(name)).name, name);
  });
}
