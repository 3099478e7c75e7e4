/** Results on their way from a worker. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { analyse } from "../../lib/analysis/mod.ts";
import { packed, unpacked } from "../../lib/explorer/packed.ts";

const samples = 60;
const values = Float64Array.from({ length: 4 * samples }, (_, at) => (at * 7919) % 101);

Deno.test("a packed result is unpacked to the same, with and without samples", async () => {
  for (const details of [{}, { rows: 0 }, { rows: 7 }, undefined]) {
    const result = await analyse({ samples, variables: 4, values }, undefined, { details });
    const sent = structuredClone(packed(result));
    deepEqual(unpacked(sent), structuredClone(result));
    equal(sent.values === undefined, result.details?.rows === undefined);
    ok((sent.result.details?.rows?.values ?? []).length === 0);
  }
});
