import { deepStrictEqual as deepEqual, match, strictEqual as equal } from "node:assert/strict";
import { analyse } from "../../lib/analysis/mod.ts";
import { discreteTarget } from "../../lib/information/mod.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { matrix } from "./samples.ts";

const random = randomSource(3);
const noise = Float64Array.from({ length: 2000 }, () => uniform(random) - 0.5);

Deno.test("a multiplet whose I(X; y) exceeds H(y) is named by its original columns, once", async () => {
  const classes = Array.from({ length: 200 }, (_, sample) => sample % 4);
  // Column 0 is dead. Columns 1 and 2 each tell the classes apart far beyond their noise.
  const features = matrix(200, 3, (sample, column) => {
    if (column === 0) return 1;
    return classes[sample]! + 0.01 * noise[column * 200 + sample]!;
  });
  const { warnings } = await analyse(features, discreteTarget(classes), {
    encoding: "model",
    degenerate: "drop",
    multiplets: [[1, 2], [2, 1]],
  });
  equal(warnings.length, 1);
  match(
    warnings[0]!,
    /^Multiplet 1,2: the estimate .* bits of I\(X; y\) exceeds H\(y\) = 2\.000 bits/,
  );
});

Deno.test("columns with one value in more than half of the samples are named, with ties by index", async () => {
  const features = matrix(200, 3, (sample, column) => {
    const value = noise[column * 200 + sample]!;
    return column === 1 ? Math.max(0, value - 0.1) : value;
  });
  const { warnings } = await analyse(features, undefined);
  equal(warnings.length, 1);
  match(warnings[0]!, /equal in columns 1: ties by index/);
  deepEqual((await analyse(features, undefined, { ties: "average" })).warnings, []);
  const blocks = [[0], [2]];
  deepEqual((await analyse(features, undefined, { blocks })).warnings, []);
});

Deno.test("exactly half of the samples with one value is no majority", async () => {
  const features = matrix(
    200,
    2,
    (sample, column) => column === 1 && sample % 2 === 0 ? 0 : 1 + noise[column * 200 + sample]!,
  );
  deepEqual((await analyse(features, undefined)).warnings, []);
});

Deno.test("sound features have no warnings", async () => {
  const { features, labels } = mixedSignals();
  deepEqual((await analyse(features, discreteTarget(labels))).warnings, []);
});
