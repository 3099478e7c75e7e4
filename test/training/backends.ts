/** Tests on each backend of tfjs. */
import type { TfjsBackend } from "../../lib/training/tfjs/mod.ts";
import { permitted } from "../permitted.ts";

// WebGPU needs an adapter; a software one (Mesa's lavapipe) will do.
const hasGpu = await navigator.gpu?.requestAdapter().then((adapter) => adapter !== null);

/** Options of a test that computes on a backend: ignored where that cannot start. */
export function optionsOf(
  backend: TfjsBackend,
): Pick<Deno.TestDefinition, "ignore" | "sanitizeOps" | "sanitizeResources"> {
  return {
    ignore: backend === "webgpu" && !hasGpu || backend === "wasm" && permitted.ignore,
    // A WebGPU device stays open for the life of the process.
    sanitizeOps: backend !== "webgpu",
    sanitizeResources: backend !== "webgpu",
  };
}
