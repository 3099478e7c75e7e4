import {
  deepStrictEqual as deepEqual,
  doesNotMatch,
  match,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import { analyse, ranked } from "../../lib/analysis/mod.ts";
import {
  continuousTarget,
  discreteTarget,
  type Estimator,
  gaussianSystem,
  scoreMultiplet,
  toVariables,
} from "../../lib/information/mod.ts";
import { normals, randomSource, uniform } from "../../lib/system/random/mod.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { handMadeSpace } from "../search/hand_made.ts";
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
  // They nearly determine the label, too.
  match(warnings[0]!, /others nearly determine the label \(R² 1\.0+\), column 2/);
  equal(warnings.length, 2);
  match(
    warnings[1]!,
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

Deno.test("columns with a tenth of repeated values are named, with the effect of their order", async () => {
  for (const ties of ["average", "index", "random"] as const) {
    const options = { ties, sizes: [3], units: "nats" } as const;
    const { warnings, sizes } = await analyse(zeros(0.5), undefined, options);
    equal(warnings.length, 1);
    match(warnings[0]!, /^A tenth or more of the values are repeated in column 1 \("x1"\)/);
    const effect = Number(/With these .* change by up to (\S+) nats/.exec(warnings[0]!)![1]);
    // Over many orders the difference is of this size.
    const own = ranked(sizes[0]!.synergy)[0]!.oInformation;
    const others = Array.from({ length: 50 }, (_, seed) => {
      const random = randomSource(1000 + seed);
      const system = gaussianSystem(toVariables(zeros(0.5)), undefined, { ties: "random", random });
      return Math.abs(system.score([0, 1, 2]).oInformation - own);
    });
    ok(effect > 0 && effect < 1.5 * Math.max(...others), `${ties}: ${effect}`);
  }
  deepEqual((await analyse(zeros(0.08), undefined)).warnings, []);
  const blocks = [[0], [2]];
  deepEqual((await analyse(zeros(0.5), undefined, { blocks })).warnings, []);
});

Deno.test("the effect of ties is that of the columns, not of the label", async () => {
  const { features, labels } = mixedSignals({ samples: 500, variables: 3, classes: 2 });
  // One irrelevant column of small integers, nearly without influence.
  const own = matrix(
    500,
    4,
    (row, column) => column === 3 ? row * 7919 % 50 : features.values[row * 3 + column]!,
  );
  const { warnings } = await analyse(own, labels, { sizes: [3] });
  const [, effect] = /change by up to (\S+) bits/.exec(warnings.join(" "))!;
  ok(Number(effect) < 0.02, `${effect}`);
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
  // Classes at random do not hide it.
  const labels = Array.from({ length: 2000 }, (_, sample) => sample * 7919 % 10);
  match((await analyse(features, labels)).warnings.join(), /Consecutive samples of the same class/);
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
    /^The smallest eigenvalue of the correlation matrix of values is \d\.\de-[45]: others nearly determine column 2 \("x2"\)/,
  );
  match(warnings[0]!, /column 0 \("x0"\) \(R² 0\.99\d+\)/);
});

Deno.test("many multiplets whose I(X; y) exceeds H(y) are counted", async () => {
  const classes = Array.from({ length: 400 }, (_, sample) => sample * 7919 % 4);
  const source = randomSource(8);
  const features = matrix(
    400,
    6,
    (sample) => classes[sample]! + 0.3 * (uniform(source) - 0.5),
  );
  const { warnings } = await analyse(features, discreteTarget(classes), {
    encoding: "model",
    sizes: [2],
    top: 15,
  });
  const own = warnings.filter((one) => one.includes("exceeds H(y)"));
  equal(own.length, 3);
  match(warnings.at(-1)!, /^The same holds for 12 more of the reported multiplets$/);
});

Deno.test("rows that were repeated are told, few different values are not", async () => {
  const source = randomSource(9);
  const base = matrix(300, 3, () => uniform(source));
  const rows = Array.from({ length: 600 }, (_, row) => row * 7919 % 300);
  const repeated = matrix(600, 3, (row, column) => base.values[rows[row]! * 3 + column]!);
  const { warnings } = await analyse(repeated, undefined);
  match(warnings[0]!, /^50 % of the samples repeat another sample in all columns: /);
  const groups = await analyse(repeated, undefined, { groups: rows });
  deepEqual(groups.warnings.filter((one) => one.includes("repeat another")), []);
  const small = matrix(600, 3, () => Math.floor(4 * uniform(source)));
  deepEqual(
    (await analyse(small, undefined)).warnings.filter((one) => one.includes("repeat another")),
    [],
  );
});

/** a, b, c and what `make` makes of them and of noise. */
function related(
  samples: number,
  make: (a: number, b: number, noise: number, row: number) => number[],
) {
  const values = normals(3 * samples, randomSource(samples));
  const rows = Array.from({ length: samples }, (_, row) => {
    const [a, b, c] = values.subarray(3 * row);
    return make(a!, b!, c!, row);
  });
  return matrix(samples, rows[0]!.length, (row, column) => rows[row]![column]!);
}

const warned = async (
  features: ReturnType<typeof matrix>,
  labels?: Parameters<typeof analyse>[1],
) => (await analyse(features, labels, { sizes: [2] })).warnings.join("\n");

Deno.test("near dependence is found among few samples, in values and behind monotone functions", async () => {
  for (const samples of [100, 300, 1000]) {
    for (const share of [1e-2, 1e-3, 1e-5]) {
      const sum = related(samples, (a, b, c) => [a, b, a + b + share * c]);
      match(
        await warned(sum),
        /correlation matrix of values is .*: others nearly determine column/,
      );
    }
    if (samples < 300) continue;
    const behind = related(samples, (a, b) => [Math.exp(2 * a), b ** 3, Math.tanh(a + b)]);
    match(await warned(behind), /correlation matrix of ranks is/);
  }
  for (const samples of [60, 100, 1000, 10_000]) {
    const none = related(samples, (a, b, c) => [a, b, 0.8 * a + 0.8 * b + 0.5 * c]);
    doesNotMatch(await warned(none), /smallest eigenvalue/);
  }
});

Deno.test("near dependence with the target: a readout of the columns", async () => {
  const features = related(500, (a, b) => [a, b]);
  const target = continuousTarget(
    Float64Array.from(
      { length: 500 },
      (_, row) => features.values[2 * row]! - features.values[2 * row + 1]! + 1e-3 * noise[row]!,
    ),
  );
  match(await warned(features, target), /others nearly determine .*the target/);
  const labels = Array.from({ length: 500 }, (_, row) => row * 7919 % 3);
  const shifted = related(500, (a, b, _, row) => [a, 2 * labels[row]! - a + 1e-3 * b]);
  match(await warned(shifted, labels), /others nearly determine the label .*column 0 \("x0"\)/);
});

Deno.test("a mask or a single large value is no dependence", async () => {
  for (const large of [300, 1e9]) {
    const one = related(1000, (a, b, c, row) => row === 0 ? [large, large, large] : [a, b, c]);
    doesNotMatch(await warned(one), /smallest eigenvalue of the correlation matrix of values/);
    const masked = related(
      1000,
      (a, b, c, row) => row % 10 === 0 ? [-large, -large, -large] : [a, b, c],
    );
    doesNotMatch(await warned(masked), /smallest eigenvalue of the correlation matrix of values/);
  }
});

Deno.test("ignored dependence is told, and stands in the result", async () => {
  const sum = related(400, (a, b) => [a, b, a + b]);
  const result = await analyse(sum, undefined, { dependence: "ignored" });
  equal(result.dependence, "ignored");
  match(
    result.warnings[0]!,
    /^Linear dependence was ignored: column 2 \("x2"\): column 0 .* determine it linearly\. Ω of such a set is −∞/,
  );
});

Deno.test("multiplets that a ladder left out are told", async () => {
  // The third variable is the sum of the first two.
  const space = handMadeSpace(6, [[0, 2, Math.SQRT1_2], [1, 2, Math.SQRT1_2], [3, 4, 0.4]]);
  const estimator: Estimator = {
    name: "hand-made",
    revision: 1,
    prepare: ({ variables }) => ({
      variables,
      leftOut: [],
      encoding: "none",
      shape: { variables: 6, hasTarget: false },
      score: (multiplet) => scoreMultiplet(space, multiplet),
      determinants: space,
    }),
  };
  const features = matrix(300, 6, (sample, column) => noise[column * 300 + sample]!);
  const find = (sizes: number[]) =>
    analyse(features, undefined, { search: "ladder", calls: 5, estimator, sizes });
  const { warnings } = await find([3, 4]);
  const told = warnings.find((warning) => warning.startsWith("Left out"));
  match(
    told!,
    /^Left out at sizes 3 to 4: .* not positive definite, such as those with x0, x1, x2$/,
  );
  match((await find([3])).warnings.join(), /Left out at size 3: /);
  // All pairs have a covariance.
  deepEqual((await find([2])).warnings, []);
});

Deno.test("near dependence within a block is told apart from that between variables", async () => {
  const own = normals(5 * 500, randomSource(8));
  /** Columns 0 and 1 are nearly the same; `also`: columns 2 and 3, too. */
  const features = (also: boolean) =>
    matrix(500, 5, (sample, column) => {
      const at = (j: number) => own[j * 500 + sample]!;
      if (column === 1) return at(0) + 1e-3 * at(1);
      return column === 3 && also ? at(2) + 1e-3 * at(3) : at(column);
    });
  const warned = async (also: boolean, blocks: number[][]) => {
    const { values, ...all } = features(also);
    const [plain, single] = [
      await analyse({ ...all, values }, undefined, { blocks }),
      // Ranks take the place of values in float32.
      await analyse({ ...all, values: Float32Array.from(values) }, undefined, { blocks }),
    ].map(({ warnings }) => warnings.filter((text) => /nearly determine/.test(text)));
    equal(single!.length, plain!.length);
    return plain!;
  };
  const [within, ...others] = await warned(false, [[0, 1], [2, 3], [4]]);
  match(
    within!,
    /^Columns of one variable nearly determine each other in "x0\+x1" \(smallest eigenvalue/,
  );
  match(within!, /That is no synergy, and in truth Ω does not depend on it/);
  deepEqual(others, []);
  // Between variables it makes synergy.
  const [between, ...more] = await warned(false, [[0, 2], [1, 3], [4]]);
  match(between!, /^The smallest eigenvalue of the correlation matrix of values/);
  deepEqual(more, []);
  equal((await warned(true, [[0, 1], [2], [3], [4]])).length, 2);
});
