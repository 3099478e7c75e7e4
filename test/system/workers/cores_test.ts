/** The number of cores, where runtimes tell it in different ways. */
import { ok, strictEqual as equal } from "node:assert/strict";
import { coreCount } from "../../../lib/system/workers/cores.ts";

/** The number where some globals have other values. */
function countWith(globals: Readonly<Record<string, unknown>>): number {
  const own = Object.keys(globals).map((name) =>
    [name, Object.getOwnPropertyDescriptor(globalThis, name)!] as const
  );
  try {
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { value, configurable: true });
    }
    return coreCount();
  } finally {
    for (const [name, descriptor] of own) Object.defineProperty(globalThis, name, descriptor);
  }
}

Deno.test("cores are counted in Deno and browsers, in Node 20, and where nothing tells them", () => {
  ok(coreCount() >= 1);
  const os = { availableParallelism: () => 7 };
  const process = { getBuiltinModule: (name: string) => name === "os" ? os : undefined };
  equal(countWith({ navigator: { hardwareConcurrency: 3 }, process }), 3);
  equal(countWith({ navigator: undefined, process }), 7);
  equal(countWith({ navigator: undefined, process: {} }), 1);
  equal(countWith({ navigator: undefined, process: undefined }), 1);
});
