/** Saved networks that lie. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { fromModelFiles, initialParameters, mlp, toModelFiles } from "../../lib/models/mod.ts";
import { NetworkError } from "../../lib/models/spec.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { utf8 } from "../data/tables/npy_file.ts";
import { mutatedBytes } from "./_bytes.ts";
import { CASES, fuzz, resultOrError } from "./_cases.ts";

const spec = mlp([3, 2, 2]);
const saved = toModelFiles(spec, initialParameters(spec, "default", randomSource(1)));
const model = JSON.parse(new TextDecoder().decode(saved["model.json"]));

/** The description of the network with one of its values replaced. */
const lyingModels = fc.record({
  at: fc.nat(),
  value: fc.oneof(
    fc.constantFrom(0, -1, 1, 3, 2 ** 31, 2 ** 40, 2 ** 53, 1e308, 1.5, null, true, "", "relu"),
    fc.constantFrom("linear", "softmax", "../weights.bin", [], {}, [null, 3], [3, 2]),
  ),
}).map(({ at, value }) => {
  const copy = structuredClone(model);
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const visit = (node: unknown) => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const [node, key] = places[at % places.length]!;
  node[key] = value;
  return utf8(JSON.stringify(copy));
});

Deno.test("saved networks that lie about layers, sizes and bytes are refused or read as they are", async () => {
  const lie = fc.oneof(
    mutatedBytes(saved["model.json"]).map((bytes) => ({ ...saved, "model.json": bytes })),
    mutatedBytes(saved["weights.bin"]).map((bytes) => ({ ...saved, "weights.bin": bytes })),
    lyingModels.map((bytes) => ({ ...saved, "model.json": bytes })),
    fc.record({ "model.json": fc.json().map(utf8), "weights.bin": fc.uint8Array() }),
  );
  const { worked, refused } = await fuzz(
    lie,
    { seed: 1, cases: CASES.models.files },
    async (both) => {
      const found = await resultOrError([NetworkError], () => fromModelFiles(both, "here"));
      if (found === undefined) return false;
      // Whatever was read is what would be written for it.
      const again = toModelFiles(found.spec, found.parameters);
      deepEqual(new Uint8Array(again["weights.bin"]), new Uint8Array(both["weights.bin"]));
      return true;
    },
  );
  ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
});
