/** Artifacts whose checksums are right, the manifest's own included, and whose contents are not. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { manifestBytes, parseJsonFile } from "../../../lib/system/artifacts/json.ts";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { resolveConfig, type TrainingResult } from "../../../lib/paper/mod.ts";
import { layerSchema } from "../../../lib/paper/layers/layer.ts";
import { accuraciesSchema } from "../../../lib/paper/subnetworks/retraining.ts";
import { selectionSchema } from "../../../lib/paper/subnetworks/selection.ts";
import { storedNumber } from "../../../lib/studies/step.ts";
import { mlp, toModelFiles } from "../../../lib/models/mod.ts";
import { utf8 } from "../../data/tables/npy_file.ts";
import { permitted } from "../../permitted.ts";
import {
  retrainSubnetworks,
  searchLayers,
  trainNetworks,
  withWorkbench,
  type Workbench,
} from "../toy_experiment.ts";

const config = resolveConfig("smoke", {
  hiddenWidths: [4, 3],
  networks: 1,
  epochs: 1,
  strategies: ["synergy", "random"],
  subnetworkSizes: [2],
  frozenSizes: [],
  randomSubsets: 1,
  newInitialisations: 0,
});

/** What a forger puts into the files of an artifact; `undefined`: no such file. */
type Forgery = Readonly<Record<string, Uint8Array | undefined>>;

/** Gives the first artifact of a kind other contents, and a manifest that lists them. */
async function forge(root: string, kind: string, forgery: Forgery): Promise<void> {
  const [entry] = [...Deno.readDirSync(join(root, kind))].sort((a, b) => a.name < b.name ? -1 : 1);
  const folder = join(root, kind, entry!.name);
  const manifest = JSON.parse(await Deno.readTextFile(join(folder, "artifact.json")));
  const files: Record<string, Uint8Array> = {};
  for (const name of Object.keys(manifest.files)) {
    const forged = name in forgery ? forgery[name] : await Deno.readFile(join(folder, name));
    if (forged === undefined) continue;
    files[name] = forged;
    await Deno.writeFile(join(folder, name), forged);
  }
  const bytes = manifestBytes({ kind, inputs: manifest.inputs }, files);
  await Deno.writeFile(join(folder, "artifact.json"), bytes);
}

/** What the experiments found, without what changes from run to run. */
async function results(workbench: Workbench) {
  const training = await trainNetworks(config, workbench);
  const found = ({ runs }: TrainingResult) =>
    runs.map(({ initial, final, history }) => ({ initial, final, history }));
  return {
    training: found(training),
    figure1: await searchLayers(config, workbench),
    figure2: await retrainSubnetworks(config, workbench),
  };
}

/** A file of JSON that is not what belongs there, and how the report of the damage begins. */
const badJson = (name: string, ...more: [string, RegExp][]): [Forgery, RegExp][] => [
  [{ [name]: undefined }, new RegExp(`^${name} is missing$`)],
  ...([
    ["", /^\S+ is not JSON$/],
    ["null", /^\S+: Invalid input: expected \w+, received null$/],
    ["[".repeat(100_000), /^\S+ is not JSON$/],
    [`${"[".repeat(20_000)}${"]".repeat(20_000)}`, /^\S+: Invalid input/],
    ...more,
  ] as const).map(([text, message]): [Forgery, RegExp] => [{ [name]: utf8(text) }, message]),
];

const other = mlp([3, 2, 2]);
const otherFiles = toModelFiles(other, [
  { weights: new Float32Array(6), biases: new Float32Array(2) },
  { weights: new Float32Array(4), biases: new Float32Array(2) },
]);

const FORGERIES: Readonly<Record<string, readonly [Forgery, RegExp][]>> = {
  network: [
    ...badJson("history.json", ["[]", /^history\.json: Too small/], ['[{"epoch":0}]', /trainLoss/]),
    [{ "final/weights.bin": undefined }, /^final has no weights\.bin$/],
    [{ "initial/model.json": undefined }, /^initial has no model\.json$/],
    [
      { "initial/model.json": utf8("{}") },
      /^initial\/model\.json is not a stack of Conv2D.* and Dense layers/,
    ],
    [{ "final/weights.bin": utf8("1234") }, /^final\/weights\.bin has 4 bytes/],
    [
      {
        "final/model.json": otherFiles["model.json"],
        "final/weights.bin": otherFiles["weights.bin"],
      },
      /^Layer fc1 has|^Parameters have 2 layers/,
    ],
  ],
  layer: badJson(
    "layer.json",
    ['{"layer":"fc9"}', /^layer\.json: .* at layer$/],
    ['{"layer":"fc1","neurons":4,"dropped":[],"exact":[{}]}', / at (layer|exact\[0\]\.\w+)$/],
  ),
  selection: badJson(
    "selection.json",
    ['{"bestSizes":{"greedy":[2],"exact":"all"},"ablations":[]}', /at bestSizes\.exact$/],
    ['{"bestSizes":{"greedy":[],"exact":[]},"ablations":[{"strategy":"best"}]}', /strategy$/],
  ),
  retraining: badJson(
    "accuracies.json",
    ['{"trainAccuracy":"1","testAccuracy":1,"testLoss":1}', /at trainAccuracy$/],
    ['{"trainAccuracy":1,"testLoss":1}', /at testAccuracy$/],
  ),
};

for (const [kind, forgeries] of Object.entries(FORGERIES)) {
  Deno.test(
    `a forged ${kind} is damaged whatever its checksums say: put aside and computed again`,
    permitted,
    async () => {
      const reasons: string[] = [];
      await withWorkbench(async ({ store: { root }, ...workbench }) => {
        const store = new ArtifactStore(root, {
          onDamage: ({ reason }) => void reasons.push(reason),
        });
        const expected = await results({ ...workbench, store });
        for (const [forgery, message] of forgeries) {
          await forge(root, kind, forgery);
          deepEqual(await results({ ...workbench, store }), expected);
          equal(reasons.length, 1, `${reasons}`);
          ok(message.test(reasons[0]!) && !reasons[0]!.includes("\n"), `${message}: ${reasons}`);
          reasons.length = 0;
        }
        deepEqual(await results({ ...workbench, store }), expected);
        deepEqual(reasons, []);
      });
    },
  );
}

Deno.test("whatever JSON a file has, it is a result or a sentence, without an error", () => {
  const schemas = {
    layer: layerSchema("fc1"),
    selection: selectionSchema,
    accuracies: accuraciesSchema,
  };
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      for (const [name, schema] of Object.entries(schemas)) {
        const parsed = parseJsonFile<unknown>(name, utf8(text), schema);
        ok(typeof parsed === "string" && parsed.startsWith(name), `${parsed}`);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("a number that JSON cannot hold is read as NaN", () => {
  const parsed = parseJsonFile("x.json", utf8(JSON.stringify([NaN, 1])), z.array(storedNumber));
  deepEqual(parsed, { value: [NaN, 1] });
});
