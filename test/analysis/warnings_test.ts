import { deepStrictEqual as deepEqual, match, strictEqual as equal } from "node:assert/strict";
import { analyse, ranked } from "../../lib/analysis/mod.ts";
import { discreteTarget } from "../../lib/information/mod.ts";
import { normals, randomSource, uniform } from "../../lib/system/random/mod.ts";
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

/** Column 1 has the value 0 in this share of 200 samples. */
function zeros(share: number, columns = 3) {
  return matrix(200, columns, (sample, column) => {
    const value = 1 + noise[column * 200 + sample]!;
    return column === 1 && noise[1000 + sample]! + 0.5 < share ? 0 : value;
  });
}

Deno.test("columns with a tenth of repeated values are named, with the effect of the rule for ties", async () => {
  for (const ties of ["average", "index", "random"] as const) {
    const { warnings, sizes } = await analyse(zeros(0.5), undefined, { ties, sizes: [3] });
    equal(warnings.length, 1);
    match(warnings[0]!, /^A tenth or more of the values are repeated in column 1 \("x1"\)/);
    const words = ties === "random" ? /With average ranks for ties/ : /With ties in random order/;
    match(warnings[0]!, words);
    const [, effect] = /change by up to (\S+) bits/.exec(warnings[0]!)!;
    const other = await analyse(zeros(0.5), undefined, {
      ties: ties === "random" ? "average" : "random",
      seed: 1,
      sizes: [3],
    });
    const [own, compared] = [sizes, other.sizes].map(([one]) =>
      ranked(one!.synergy)[0]!.oInformation
    );
    equal(effect, Math.abs(own! - compared!).toPrecision(2), ties);
  }
  deepEqual((await analyse(zeros(0.08), undefined)).warnings, []);
  const blocks = [[0], [2]];
  deepEqual((await analyse(zeros(0.5), undefined, { blocks })).warnings, []);
});

Deno.test("eight columns of small integers: the warning has the size of the effect", async () => {
  // Poisson(1), by multiplication of uniform numbers.
  const source = randomSource(4);
  const poisson = () => {
    for (let count = 0, product = uniform(source);; count++, product *= uniform(source)) {
      if (product < Math.exp(-1)) return count;
    }
  };
  const features = matrix(2000, 8, poisson);
  const options = { sizes: [8] };
  const { warnings } = await analyse(features, undefined, { ...options, ties: "index" });
  match(warnings[0]!, /repeated in column 0 .* and 2 more/);
  match(warnings[0]!, /change by up to 0\.\d+ bits/);
});

Deno.test("sound features have no warnings", async () => {
  const { features, labels } = mixedSignals();
  deepEqual((await analyse(features, discreteTarget(labels))).warnings, []);
});

Deno.test("consecutive samples that are alike are told, unless groups are given", async () => {
  // Each signal lasts for ten samples.
  const features = matrix(
    2000,
    3,
    (sample, column) =>
      noise[column * 200 + Math.floor(sample / 10)]! + 0.1 * noise[(sample * 3 + column) % 2000]!,
  );
  const { warnings } = await analyse(features, undefined);
  equal(warnings.length, 1);
  match(warnings[0]!, /^Consecutive samples are correlated \(rank correlation 0\.\d\d in column/);
  const groups = Array.from({ length: 2000 }, (_, sample) => `frame ${Math.floor(sample / 10)}`);
  const grouped = await analyse(features, undefined, { groups });
  deepEqual([grouped.warnings, grouped.groups], [[], 200]);
});

Deno.test("a file that is sorted by class is no sequence", async () => {
  const labels = Array.from({ length: 2000 }, (_, sample) => Math.floor(sample / 500));
  const features = matrix(
    2000,
    2,
    (sample, column) => labels[sample]! + noise[(column * 977 + sample) % 2000]!,
  );
  deepEqual((await analyse(features, labels)).warnings, []);
  match((await analyse(features, undefined)).warnings[0]!, /^Consecutive samples are correlated/);
});

Deno.test("columns that others nearly determine are named with their R²", async () => {
  const values = normals(8000, randomSource(6));
  const features = matrix(2000, 4, (sample, column) => {
    const [a, b, c, d] = values.subarray(4 * sample);
    return [a!, b!, a! + b! + 0.01 * d!, c!][column]!;
  });
  const { warnings } = await analyse(features, undefined);
  equal(warnings.length, 1);
  match(
    warnings[0]!,
    /^The smallest eigenvalue of the correlation matrix is \d\.\de-[45]: other columns nearly determine "x2"/,
  );
  match(warnings[0]!, /"x0" \(R² 0\.99\d+\)/);
});
