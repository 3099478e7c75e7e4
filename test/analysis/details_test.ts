/** Details of an analysis: what a report shows of multiplets. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { analyse, ranked } from "../../lib/analysis/mod.ts";
import { ranks } from "../../lib/information/mod.ts";
import { gaussianMoments, toVariables } from "../../lib/information/mod.ts";
import { foundMultiplets } from "../../lib/analysis/result.ts";
import { mixedSignals } from "../mixed_signals.ts";

const { features, labels } = mixedSignals({ variables: 5, samples: 400, seed: 2, noise: 0.6 });

Deno.test("without the option there are none, and with it nothing else changes", async () => {
  const plain = await analyse(features, labels);
  const { details, ...same } = await analyse(features, labels, { details: {} });
  ok(!("details" in plain));
  deepEqual(same, plain);
  deepEqual(
    new Set(details!.multiplets.map(({ multiplet }) => multiplet.join())),
    new Set(
      plain.sizes.flatMap((size) => foundMultiplets(size).map(({ multiplet }) => multiplet.join())),
    ),
  );
});

Deno.test("gradients: the difference to the same analysis without the member, in its unit", async () => {
  const { details, sizes, units } = await analyse(features, labels, {
    sizes: [3, 4],
    details: {},
    units: "nats",
  });
  equal(units, "nats");
  const best = ranked(sizes[1]!.synergy)[0]!;
  const { gradients } = details!.multiplets.find(({ multiplet }) =>
    multiplet.join() === best.multiplet.join()
  )!;
  for (const [at, member] of best.multiplet.entries()) {
    const rest = best.multiplet.filter((one) => one !== member);
    const { multiplets } = await analyse(features, labels, {
      search: "none",
      multiplets: [rest],
      units: "nats",
    });
    ok(Math.abs(gradients[at]! - (best.oInformation - multiplets[0]!.oInformation)) < 1e-10);
  }
});

Deno.test("classes: their names and numbers, and shares of the target contribution that sum to it", async () => {
  const names = [...labels].map((label) => `class ${label}`);
  for (const encoding of ["copula", "one-hot", "model"] as const) {
    const options = { sizes: [3], encoding, biasCorrected: false, details: { rows: 10 } } as const;
    const { details, sizes } = await analyse(features, names, options);
    const { classes, multiplets } = details!;
    equal(classes!.reduce((sum, { samples }) => sum + samples, 0), 400);
    ok(classes!.every(({ name }) => /^class \d$/.test(name)));
    const best = ranked(sizes[0]!.redundancy)[0]!;
    const { targetByClass } = multiplets.find(({ multiplet }) =>
      multiplet.join() === best.multiplet.join()
    )!;
    const sum = targetByClass!.reduce(
      (all, one, at) => all + one * classes![at]!.samples / 400,
      0,
    );
    ok(Math.abs(sum - best.targetContribution) < 0.05, `${sum} ${best.targetContribution}`);
  }
});

Deno.test("correlations are those of the ranks' normal scores, and rows are values of samples", async () => {
  const { details, featureNames } = await analyse(features, labels, { details: { rows: 50 } });
  const { columns, correlations, rows } = details!;
  deepEqual(
    columns.map(({ variable, name }) => [variable, name]),
    featureNames.map((name, at) => [at, name]),
  );
  deepEqual(correlations!.map(({ length }) => length), [0, 1, 2, 3, 4]);
  const column = (at: number) =>
    Float64Array.from({ length: 400 }, (_, row) => features.values[row * 5 + at]!);
  const [a, b] = [ranks(column(3)), ranks(column(1))].map((own) => own.map((rank) => rank - 200.5));
  const product = (x: Float64Array, y: Float64Array) =>
    x.reduce((sum, one, i) => sum + one * y[i]!, 0);
  // Spearman's coefficient is near that of normal scores.
  const spearman = product(a!, b!) / Math.sqrt(product(a!, a!) * product(b!, b!));
  ok(Math.abs(correlations![3]![1]! - spearman) < 0.05);
  equal(rows!.classes!.length, 50);
  ok(rows!.values.every((own) => own.length === 50));
  // The rows are whole: each is one of the samples.
  const known = new Map(Array.from({ length: 400 }, (_, row) => [
    Array.from(features.values.subarray(row * 5, row * 5 + 5), (one) => one.toPrecision(5)).map(
      Number,
    ).join(),
    labels[row],
  ]));
  for (let row = 0; row < 50; row++) {
    const own = rows!.values.map((values) => values[row]!).join();
    equal(known.get(own), Number(details!.classes![rows!.classes![row]!]!.name));
  }
});

Deno.test("no rows when asked for none; no classes without labels, none of single samples, nor for another estimator", async () => {
  const alone = await analyse(features, undefined, { details: { rows: 0 } });
  ok(!("rows" in alone.details!) && !("classes" in alone.details!));
  ok(alone.details!.multiplets.every((one) => !("targetByClass" in one)));
  const single = labels.with(0, 77);
  const { details } = await analyse(features, single, { details: {} });
  ok(details!.multiplets.every((one) => !("targetByClass" in one)));
  const moments = await analyse(features, labels, { estimator: gaussianMoments(), details: {} });
  ok(moments.details!.multiplets.every((one) => one.targetByClass !== undefined));
});

Deno.test("of many columns, those of the small multiplets", async () => {
  const wide = mixedSignals({ variables: 140, samples: 800, seed: 4, noise: 1 });
  const { details } = await analyse(toVariables(wide.features), undefined, {
    search: "none",
    multiplets: [Array.from({ length: 140 }, (_, at) => at), [137, 138, 139], [0, 1]],
    details: { rows: 20 },
  });
  deepEqual(details!.multiplets.map(({ multiplet }) => multiplet), [[0, 1], [137, 138, 139]]);
  deepEqual(details!.columns.map(({ variable }) => variable), [0, 1, 137, 138, 139]);
});
