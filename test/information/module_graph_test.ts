import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { permitted } from "../permitted.ts";
import { denoOutput } from "../processes.ts";

Deno.test(
  "information loads nothing but itself, variables, kernels, checks, randomness, workers, special functions, ml-matrix",
  permitted,
  async () => {
    const entry = new URL("../../lib/information/mod.ts", import.meta.url);
    const { modules, roots } = JSON.parse(await denoOutput(["info", "--json", entry.href]));
    // What types alone import is listed, too, but not loaded.
    const reached = new Set<string>();
    const visit = (specifier: string) => {
      if (reached.has(specifier)) return;
      reached.add(specifier);
      const own = modules.find((one: { specifier: string }) => one.specifier === specifier);
      for (const { code } of own?.dependencies ?? []) if (code) visit(code.specifier);
    };
    roots.forEach(visit);
    const root = new URL("../../", import.meta.url).href;
    const loaded = [...reached].map((specifier) =>
      specifier.startsWith(root)
        ? specifier.slice(root.length).replace(/[^/]*$/, "")
        : specifier.replace(/^npm:\/?(@[^/]*\/)?([^@/]*)@.*$/, "npm:$1$2")
    );
    deepEqual([...new Set(loaded)].sort(), [
      "lib/information/",
      "lib/information/neighbours/",
      "lib/information/rescoring/",
      "lib/kernels/",
      "lib/system/checks/",
      "lib/system/random/",
      "lib/system/workers/",
      "lib/variables/",
      "npm:@stdlib/math-base-special-digamma",
      "npm:@stdlib/math-base-special-erfcinv",
      "npm:ml-matrix",
      "npm:pure-rand",
    ]);
  },
);
