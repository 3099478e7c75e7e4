/** Sweep files: what they ask for, and what is wrong with them. */
import {
  deepStrictEqual as deepEqual,
  match,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { join } from "node:path";
import { PAPER_SETTINGS } from "../../lib/paper/config.ts";
import { confounded, parseSweep, readingsOf, SweepError } from "../../lib/sweeps/sweep.ts";
import { permitted } from "../permitted.ts";
import { ROOT } from "../sources.ts";

const SWEEP = {
  name: "example",
  study: "training",
  preset: "smoke",
  settings: { networks: 2 },
  axes: [
    {
      name: "rate",
      levels: [{ name: "small", settings: { learningRate: 0.01 } }, {
        name: "large",
        settings: { learningRate: 0.1 },
      }],
    },
    {
      name: "epochs",
      levels: [1, 2, 3].map((epochs) => ({ name: `${epochs}`, settings: { epochs } })),
    },
  ],
  design: "full",
};

Deno.test("a full design has a reading per combination, each with its settings", () => {
  const sweep = parseSweep(JSON.stringify(SWEEP), "example.json");
  const readings = readingsOf(sweep, PAPER_SETTINGS);
  deepEqual(readings.map(({ levels }) => `${levels.rate} ${levels.epochs}`), [
    "small 1",
    "small 2",
    "small 3",
    "large 1",
    "large 2",
    "large 3",
  ]);
  for (const { levels, config } of readings) {
    equal(config.networks, 2);
    equal(config.preset, "smoke");
    equal(config.learningRate, levels.rate === "small" ? 0.01 : 0.1);
    equal(config.epochs, Number(levels.epochs));
  }
  deepEqual(confounded(sweep), []);
});

Deno.test("what is wrong with a file is told, with its place", () => {
  const refused = (text: string) => {
    let message = "";
    throws(() => parseSweep(text, "a.json"), (error: Error) => {
      message = error.message;
      return error instanceof SweepError;
    });
    return message.replace("Cannot use the sweep file a.json: ", "");
  };
  const withPart = (part: object) => JSON.stringify({ ...SWEEP, ...part });
  equal(refused("{").startsWith("it is no JSON ("), true);
  equal(refused("[]"), "expected object, received array");
  equal(
    refused(withPart({ colour: 1 })),
    'there is no "colour", only name, study, preset, settings, axes and design',
  );
  equal(refused(withPart({ name: undefined })), "name: expected string, and it is missing");
  equal(
    refused(withPart({ axes: [{ ...SWEEP.axes[0], levels: [] }] })),
    'axes."rate".levels: has fewer than two levels: what does not vary belongs to the settings of the sweep',
  );
  equal(
    refused(withPart({ axes: [{ ...SWEEP.axes[0], colour: 1 }] })),
    'axes."rate": there is no "colour", only name and levels',
  );
  equal(
    refused(withPart({ axes: [] })),
    "axes: is empty: a sweep varies at least one axis",
  );
  equal(
    refused(withPart({ design: "half" })),
    'design: is neither "full" nor { "runs": …, "generators": { … } }',
  );
  equal(
    refused(withPart({ name: "a b" })),
    "name: has only letters, digits, hyphens and underscores",
  );
  const [rate, epochs] = SWEEP.axes;
  equal(refused(withPart({ axes: [rate, rate] })), 'two axes are called "rate"');
  equal(
    refused(withPart({ axes: [rate, { ...rate, name: "other" }] })),
    'the axes "rate" and "other" replace the same setting',
  );
  const twice = { ...rate!, levels: [rate!.levels[0], rate!.levels[0]] };
  equal(refused(withPart({ axes: [twice] })), 'two levels of "rate" are called "small"');
  const [first] = rate!.levels;
  equal(
    refused(withPart({ axes: [{ ...rate!, levels: [first, { ...first!, name: "other" }] }] })),
    'the level "other" of "rate" has the same settings as another one',
  );
  equal(
    refused(withPart({ axes: [epochs], design: { runs: 4, generators: { epochs: [1] } } })),
    'In a fraction, an axis has 2, 4, 8, … levels; "epochs" has 3',
  );
  const many = Array.from({ length: 17 }, (_, at) => ({
    name: `a${at}`,
    levels: [0, 1].map((one) => ({ name: `${one}`, settings: { [`s${at}`]: one } })),
  }));
  equal(
    refused(withPart({ axes: many })),
    "The full design has 131072 combinations, at most 65536",
  );
});

Deno.test("the sweep file of the guide can be used", permitted, async () => {
  const guide = await Deno.readTextFile(join(ROOT, "docs/reproducing.md"));
  const [, text = ""] = /```json\n(\{\n {2}"name": "mine"[^`]+)```/.exec(guide)!;
  equal(readingsOf(parseSweep(text, "docs/reproducing.md"), PAPER_SETTINGS).length, 6);
});

Deno.test("the committed sweeps can be used, and their readings differ", permitted, async () => {
  for await (const { name } of Deno.readDir(join(ROOT, "sweeps"))) {
    if (!name.endsWith(".json")) continue;
    const sweep = parseSweep(await Deno.readTextFile(join(ROOT, "sweeps", name)), name);
    const readings = readingsOf(sweep, PAPER_SETTINGS);
    equal(new Set(readings.map(({ config }) => JSON.stringify(config))).size, readings.length);
  }
});

const rateOf = (learningRate: number) => ({ name: `${learningRate}`, settings: { learningRate } });

Deno.test("settings that the study does not have are told with the levels that ask for them", () => {
  const refused = (part: object, pattern: RegExp) => {
    const sweep = parseSweep(JSON.stringify({ ...SWEEP, ...part }), "a.json");
    throws(() => readingsOf(sweep, PAPER_SETTINGS), (error: Error) => {
      match(error.message, pattern);
      return error instanceof SweepError;
    });
  };
  refused({ preset: "tiny" }, /^Cannot use the sweep example, its settings: Unknown preset "tiny"/);
  refused({ settings: { network: 2 } }, /^Cannot use the sweep example, its settings: .*network/);
  refused(
    { axes: [{ name: "rate", levels: [rateOf(1), rateOf(-1)] }] },
    /^Cannot use the sweep example, rate -1: .*learningRate/,
  );
  // The settings of the sweep say the same as one level.
  refused(
    {
      settings: { learningRate: 0.5 },
      axes: [{ name: "rate", levels: [{ name: "a", settings: {} }, rateOf(0.5)] }],
    },
    /two readings have the same configuration, rate a and rate 0.5/,
  );
});
