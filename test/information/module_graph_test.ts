import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { permitted } from "../permitted.ts";

Deno.test(
  "information loads nothing but itself, variables, kernels, checks, randomness, special functions, ml-matrix",
  permitted,
  async () => {
    const entry = new URL("../../lib/information/mod.ts", import.meta.url);
    const { stdout, success } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", entry.href],
    }).output();
    equal(success, true);
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    const root = new URL("../../", import.meta.url).href;
    const loaded = modules.map(({ specifier }: { specifier: string }) =>
      specifier.startsWith(root)
        ? specifier.slice(root.length).replace(/[^/]*$/, "")
        : specifier.replace(/^npm:\/(@[^/]*\/)?([^@/]*)@.*$/, "npm:$1$2")
    );
    deepEqual([...new Set(loaded)].sort(), [
      "lib/information/",
      "lib/kernels/",
      "lib/system/checks/",
      "lib/system/random/",
      "lib/variables/",
      "npm:@stdlib/math-base-special-digamma",
      "npm:@stdlib/math-base-special-erfcinv",
      "npm:ml-matrix",
      "npm:pure-rand",
    ]);
  },
);
