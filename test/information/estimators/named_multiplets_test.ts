/** Estimators of named multiplets: their numbers, what stands beside them, and what they refuse. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import {
  cellMeasures,
  classInformation,
  continuousTarget,
  copulaNormalise,
  discreteTarget,
  ESTIMATED_MEASURES,
  type EstimatedMeasure,
  type EstimatedMeasures,
  gaussianCopula,
  InformationError,
  ksgMeasures,
  MULTIPLET_ESTIMATORS,
  type MultipletEstimate,
  multipletEstimator,
  type MultipletEstimatorName,
  type MultipletEstimatorOptions,
  type MultipletSubject,
  quantileBins,
} from "../../../lib/information/mod.ts";
import { ClassBound } from "../../../lib/information/class_bound.ts";
import { normals, randomSource } from "../../../lib/system/random/mod.ts";
import { variablesOf } from "../reference.ts";
import { ESTIMATORS, madeSet, sharedSet } from "./reference_sets.ts";

function near(actual: number | undefined, expected: number, tolerance: number, message: string) {
  ok(
    actual !== undefined && Math.abs(actual - expected) <= tolerance,
    `${message}: ${actual}, expected ${expected}`,
  );
}

function measure(
  name: MultipletEstimatorName,
  subject: MultipletSubject,
  multiplet: readonly number[],
  options: MultipletEstimatorOptions = {},
  seed = 1,
): Promise<MultipletEstimate> {
  return multipletEstimator(name, options).measure(subject, multiplet, randomSource(seed));
}

/** The measures of an estimate that is not refused. */
function measuresOf(estimate: MultipletEstimate): EstimatedMeasures {
  if ("refused" in estimate) throw new Error(estimate.refused);
  return estimate.measures;
}

function refusalOf(estimate: MultipletEstimate): string {
  if ("refused" in estimate) return estimate.refused;
  throw new Error(`not refused: ${JSON.stringify(estimate)}`);
}

/** Estimates with or without a value, from which the difference was taken. */
function valueOf({ value, reference, difference }: EstimatedMeasures[EstimatedMeasure] & object) {
  return value ?? reference!.mean + difference!;
}

const set = madeSet();
const columns = variablesOf(set.columns);
const labelled = { variables: columns, target: set.target };

Deno.test("ksg without a target: the numbers of JIDT in each scale, beside Gaussian samples", async () => {
  const { ksg, ksg_copula_columns: ranked } = ESTIMATORS.results.b.jidt;
  for (const own of ksg.filter(({ K }) => K === 4).slice(0, 6)) {
    const options = { scale: own.normalise ? "standardised" : "raw", draws: 2 } as const;
    const found = measuresOf(await measure("ksg", { variables: columns }, own.multiplet, options));
    const { featuresOInformation, totalCorrelation, dualTotalCorrelation, sInformation } = found;
    near(valueOf(featuresOInformation!), own.o, 1e-10, `${own.multiplet} Ω`);
    near(totalCorrelation!.value, own.tc_algorithm1, 1e-10, `${own.multiplet} TC`);
    near(dualTotalCorrelation!.value, own.dtc, 1e-10, `${own.multiplet} DTC`);
    near(sInformation!.value, own.s, 1e-10, `${own.multiplet} S`);
    equal(found.oInformation, undefined);
  }
  const [own] = ranked;
  const found = measuresOf(
    await measure("ksg", { variables: columns }, own!.multiplet, { draws: 2 }),
  );
  near(valueOf(found.featuresOInformation!), own!.o, 1e-3, "copula");
});

Deno.test("ksg with classes: Δ and I(X;y) by Ross, and Ω(X,y) and TC(X,y) from their parts", async () => {
  const found = measuresOf(
    await measure("ksg", labelled, [0, 1, 3], { neighbours: 3, scale: "raw" }),
  );
  const values = [0, 1, 3].map((at) => set.columns[at]!);
  const [a, b, c] = values as [Float64Array, Float64Array, Float64Array];
  const ross = (own: readonly Float64Array[]) =>
    classInformation(own, set.target, { neighbours: 3 });
  const whole = ross(values);
  near(found.information!.value, whole, 1e-12, "I");
  const delta = ross([a, b]) + ross([a, c]) + ross([b, c]) - 2 * whole;
  near(valueOf(found.targetContribution!), delta, 1e-12, "Δ");
  const own = ksgMeasures(values.map((one) => [one]), { neighbours: 3 });
  near(valueOf(found.featuresOInformation!), own.oInformation, 1e-12, "Ω(X)");
  near(found.oInformation?.value, own.oInformation + delta, 1e-12, "Ω(X,y)");
  near(found.totalCorrelation?.value, own.totalCorrelation + whole, 1e-12, "TC");
  near(
    found.dualTotalCorrelation?.value,
    found.totalCorrelation!.value! - found.oInformation!.value!,
    1e-12,
    "DTC",
  );
});

Deno.test("the reference of ksg has the closed form as its truth, and is near it", async () => {
  const { information: _, ...found } = measuresOf(
    await measure("ksg", { variables: columns }, [0, 1, 2], { draws: 20 }),
  );
  const { mean, standardDeviation, truth } = found.featuresOInformation!.reference!;
  const options = { ties: "average", biasCorrected: false } as const;
  const system = gaussianCopula(options).prepare(columns, undefined);
  near(truth, system.score([0, 1, 2]).featuresOInformation, 1e-12, "truth");
  ok(standardDeviation > 0.005 && standardDeviation < 0.1, `SD ${standardDeviation}`);
  ok(Math.abs(mean - truth) < 0.1, `bias ${mean - truth}`);
  const { totalCorrelation } = found;
  near(
    totalCorrelation!.reference!.truth,
    [0, 1, 2].reduce((sum, at) => sum + system.entropy!([at]).alone, 0) -
      system.entropy!([0, 1, 2]).alone,
    1e-12,
    "truth of TC",
  );
});

Deno.test("Gaussian samples are no different from the reference of ksg; a product is", async () => {
  const random = randomSource(7);
  const [x, y, noise] = [0, 1, 2].map(() => normals(1000, random)) as Float64Array[];
  const sum = x!.map((one, at) => one + y![at]! + noise![at]!);
  const product = x!.map((one, at) => one * y![at]!);
  const variables = variablesOf([x!, y!, sum, product]);
  const differenceOf = async (multiplet: readonly number[]) => {
    const { difference, reference } = measuresOf(await measure("ksg", { variables }, multiplet))
      .featuresOInformation!;
    return difference! / reference!.standardDeviation;
  };
  ok(Math.abs(await differenceOf([0, 1, 2])) < 4);
  ok(await differenceOf([0, 1, 3]) < -10);
});

Deno.test("where the bias is larger than the difference there is no value, with a warning", async () => {
  const random = randomSource(3);
  // Eight noisy copies: neighbours underestimate such redundancy by much.
  const signal = normals(200, random);
  const copies = Array.from({ length: 8 }, () => {
    const noise = normals(200, random);
    return signal.map((one, at) => one + 0.1 * noise[at]!);
  });
  const found = await measure("ksg", { variables: variablesOf(copies) }, copies.map((_, at) => at));
  const { featuresOInformation, totalCorrelation } = measuresOf(found);
  const { value, difference, reference } = featuresOInformation!;
  equal(value, undefined);
  ok(Math.abs(reference!.mean - reference!.truth) > Math.abs(difference!));
  ok(totalCorrelation!.value !== undefined);
  ok("warnings" in found && found.warnings.length === 1);
  match(found.warnings[0]!, /the bias of the estimator in Ω\(X\) is larger than the difference/);
});

Deno.test("bins: the numbers of cells, with the label as one more variable", async () => {
  const cells = set.columns.map((values) => quantileBins(values, 3));
  const own = cellMeasures([cells[0]!, cells[1]!]);
  const joint = cellMeasures([cells[0]!, cells[1]!, set.target.classes]);
  const found = measuresOf(await measure("bins", labelled, [0, 1]));
  near(valueOf(found.oInformation!), joint.oInformation, 1e-12, "Ω(X,y)");
  near(valueOf(found.featuresOInformation!), own.oInformation, 1e-12, "Ω(X)");
  near(valueOf(found.targetContribution!), joint.oInformation - own.oInformation, 1e-12, "Δ");
  near(
    valueOf(found.information!),
    joint.totalCorrelation - own.totalCorrelation,
    1e-12,
    "I(X;y)",
  );
  near(valueOf(found.totalCorrelation!), joint.totalCorrelation, 1e-12, "TC(X,y)");
  for (const one of Object.values(found)) equal(one.reference!.truth, 0);
});

Deno.test("bins: independent variables have the same numbers as their reference", async () => {
  const random = randomSource(5);
  const variables = variablesOf(Array.from({ length: 3 }, () => normals(300, random)));
  const { featuresOInformation } = measuresOf(
    await measure("bins", { variables }, [0, 1, 2], { draws: 50 }),
  );
  const { mean, standardDeviation } = featuresOInformation!.reference!;
  ok(Math.abs(featuresOInformation!.difference!) < 4 * standardDeviation);
  // With the correction, the bias is small where there are ten samples per cell.
  ok(Math.abs(mean) < 0.03, `${mean}`);
});

Deno.test("bins of a variable of several columns are all combinations of theirs", async () => {
  const { variables: separate } = labelled;
  const joined = {
    ...separate,
    variables: [
      { index: 0, name: "pair", columns: [0, 1] },
      { index: 1, name: "third", columns: [2] },
    ],
  };
  const [a, b, c] = set.columns.map((values) => quantileBins(values, 3)) as Uint32Array[];
  const pair = a!.map((one, row) => 3 * one + b![row]!);
  const found = measuresOf(await measure("bins", { variables: joined }, [0, 1]));
  near(
    valueOf(found.totalCorrelation!),
    cellMeasures([pair, c!]).totalCorrelation,
    1e-12,
    "TC",
  );
});

Deno.test("bounded: I(X;y) of the classifier, Δ from it, and Ω(X) of the copula", async () => {
  const found = measuresOf(await measure("bounded", labelled, [0, 1, 2]));
  const bound = new ClassBound(copulaNormalise(columns, { ties: "average" }), set.target);
  const information = (own: readonly number[]) => bound.information(own).information;
  near(found.information!.value, information([0, 1, 2]), 1e-12, "I");
  near(
    valueOf(found.targetContribution!),
    information([0, 1]) + information([0, 2]) + information([1, 2]) - 2 * information([0, 1, 2]),
    1e-12,
    "Δ",
  );
  const copula = measuresOf(await measure("copula", { variables: columns }, [0, 1, 2]));
  equal(found.featuresOInformation!.value, copula.featuresOInformation!.value);
  near(
    found.totalCorrelation?.value,
    copula.totalCorrelation!.value! + found.information!.value!,
    1e-12,
    "TC",
  );
});

Deno.test("a classifier that is worse than the frequencies of the classes is a warning", async () => {
  const random = randomSource(2);
  const variables = variablesOf([normals(60, random), normals(60, random)]);
  const target = discreteTarget(Array.from({ length: 60 }, (_, row) => row % 2));
  const found = await measure("bounded", { variables, target }, [0, 1]);
  ok("warnings" in found);
  match(found.warnings.join("\n"), /predicts worse than the frequencies of the classes/);
});

Deno.test("copula and gaussian: the numbers of the estimators of searches, with any encoding", async () => {
  for (const encoding of ["copula", "model", "one-hot"] as const) {
    const system = gaussianCopula({ encoding, ties: "average" }).prepare(columns, set.target);
    const { oInformation, targetContribution } = system.score([1, 2, 4]);
    const found = measuresOf(await measure("copula", labelled, [1, 2, 4], { encoding }));
    near(found.oInformation!.value, oInformation, 1e-12, encoding);
    near(found.targetContribution!.value, targetContribution, 1e-12, encoding);
    near(found.information!.value, system.entropy!([1, 2, 4]).information, 1e-12, encoding);
    equal(found.information!.reference, undefined);
  }
  const raw = measuresOf(await measure("gaussian", { variables: columns }, [0, 1, 2]));
  // Column 1 is heavy-tailed: ranks matter.
  const ranked = measuresOf(await measure("copula", { variables: columns }, [0, 1, 2]));
  ok(Math.abs(raw.featuresOInformation!.value! - ranked.featuresOInformation!.value!) > 0.01);
});

Deno.test("the same seed gives the same numbers; the order of a multiplet does not matter", async () => {
  const own = { variables: variablesOf(sharedSet().columns), target: sharedSet().target };
  const names = fc.constantFrom(...MULTIPLET_ESTIMATORS);
  await fc.assert(
    fc.asyncProperty(
      names,
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2, maxLength: 2 }),
      async (name, one) => {
        const first = await measure(name, own, one, {}, 4);
        deepEqual(await measure(name, own, one, {}, 4), first);
        deepEqual(await measure(name, own, one.toReversed(), {}, 4), first);
      },
    ),
    { numRuns: 10 },
  );
});

Deno.test("permutations keep groups together", async () => {
  // Each group has one label: with two groups, permuted labels are those of the samples or their reverse.
  const random = randomSource(1);
  const groups = Array.from({ length: 200 }, (_, row) => Math.floor(row / 100));
  const x = normals(200, random).map((one, row) => one + 4 * groups[row]!);
  const subject = {
    variables: variablesOf([x, normals(200, random)]),
    target: discreteTarget(groups),
  };
  const alone = measuresOf(await measure("bins", subject, [0, 1]));
  const together = measuresOf(await measure("bins", { ...subject, groups }, [0, 1]));
  ok(alone.information!.reference!.mean < 0.05);
  near(together.information!.reference!.mean, valueOf(together.information!), 0.05, "I");
});

Deno.test("what an estimator cannot estimate it refuses, or leaves out, with numbers", async () => {
  const random = randomSource(1);
  const few = variablesOf([normals(49, random), normals(49, random)]);
  const refuse = async (name: MultipletEstimatorName, own: MultipletSubject, options = {}) =>
    refusalOf(await measure(name, own, own.variables.variables.map((_, at) => at), options));
  match(await refuse("ksg", { variables: few }), /\(4\) need 50 samples or more, got 49/);
  match(
    await refuse("ksg", { variables: few }, { neighbours: 60 }),
    /\(60\) need 61 samples or more, got 49/,
  );
  match(
    await refuse("ksg", { variables: variablesOf([normals(99, random)]) }),
    /two variables or more/,
  );
  const x = normals(100, random);
  const relu = variablesOf([x, x.map((one) => Math.max(0, one + normals(1, random)[0]!))]);
  match(
    await refuse("ksg", { variables: relu }),
    /\d\d of 100 samples of column "x1" are equal; at most 2 %/,
  );
  match(await refuse("ksg", { variables: variablesOf([x, x]) }), /x1/);
  match(await refuse("ksg", { variables: variablesOf([x, new Float64Array(100)]) }), /x1/);
  match(await refuse("bins", { variables: few }), /2 columns in 3 bins have 9 cells.* 90 .*got 49/);
  equal("refused" in await measure("bins", { variables: few }, [0, 1], { bins: 2 }), false);
  match(await refuse("bounded", { variables: few }), /needs classes, but there is no label/);
  const quantity = { variables: few, target: continuousTarget(normals(49, random)) };
  match(await refuse("bounded", quantity), /needs classes, but the label is a quantity/);
  match(await refuse("gaussian", quantity), /needs classes, but the label is a quantity/);
  const rare = discreteTarget(Array.from(x, (_, row) => row < 9 ? "rare" : "often"));
  match(
    await refuse("bounded", { variables: variablesOf([x, normals(100, random)]), target: rare }),
    /2 columns .* needs 10 samples of each class or more; class "rare" has 9/,
  );
  match(await refuse("copula", { variables: variablesOf([x, x]) }), /x1/);
});

Deno.test("without what the target needs, Ω(X) stays, with the reason", async () => {
  const random = randomSource(1);
  const subject = (count: number, samples: number) => ({
    variables: variablesOf(Array.from({ length: count }, () => normals(samples, random))),
    target: discreteTarget(Array.from({ length: samples }, (_, row) => row < 4 ? 0 : 1 + row % 9)),
  });
  const warned = async (name: MultipletEstimatorName, own: MultipletSubject) => {
    const all = own.variables.variables.map((_, at) => at);
    const found = await measure(name, own, all, { draws: 2 });
    const measures = measuresOf(found);
    deepEqual(Object.keys(measures), ["featuresOInformation"]);
    return (found as { warnings: readonly string[] }).warnings.join("\n");
  };
  match(await warned("ksg", subject(5, 60)), /for up to 4 columns, got 5: only Ω\(X\)/);
  match(
    await warned("ksg", subject(2, 60)),
    /more than 4 samples of each class, the smallest has 4/,
  );
  match(await warned("bins", subject(2, 899)), /10 classes the cells need 900 samples, got 899/);
  const quantity = { ...subject(2, 100), target: continuousTarget(normals(100, random)) };
  match(await warned("ksg", quantity), /need classes, but the label is a quantity/);
  match(await warned("bins", quantity), /no quantity as a label/);
});

Deno.test("options of another estimator, wrong ones and wrong positions are errors", async () => {
  const made = (name: string, options: object) => () =>
    multipletEstimator(name as MultipletEstimatorName, options);
  throws(made("kde", {}), /must be one of copula, gaussian, ksg, bins, bounded, got kde/);
  throws(made("bins", { scale: "raw" }), /"bins" has no option "scale"; it takes bins, draws/);
  throws(made("ksg", { scale: "log" }), /scale must be one of copula, standardised, raw, got log/);
  throws(made("ksg", { draws: 1 }), /draws must be an integer from 2, got 1/);
  throws(made("bins", { bins: 1 }), /bins must be an integer from 2 to 1000, got 1/);
  throws(made("ksg", { neighbours: 0 }), /an integer from 1, got 0/);
  for (const name of MULTIPLET_ESTIMATORS) {
    for (const wrong of [[], [0, 0], [0, 6], [0.5, 1]]) {
      await rejects(measure(name, labelled, wrong), InformationError);
    }
  }
});

Deno.test("the estimated time is 0 where numbers of samples are a reason to refuse, and nowhere else", async () => {
  for (const samples of [9, 40, 60, 200, 900]) {
    const random = randomSource(samples);
    const own = Array.from({ length: 4 }, () => normals(samples, random));
    const variables = variablesOf(own);
    for (const classes of [0, 2, 7]) {
      const target = classes === 0
        ? undefined
        : discreteTarget(Array.from({ length: samples }, (_, row) => row % classes));
      for (const name of MULTIPLET_ESTIMATORS) {
        for (const multiplet of [[0], [0, 1], [0, 1, 2, 3]]) {
          const estimate = await measure(name, { variables, target }, multiplet);
          const seconds = multipletEstimator(name).seconds({
            samples,
            widths: multiplet.map(() => 1),
            classCounts: target?.counts,
          });
          const title = `${name} of ${multiplet}, ${samples} samples, ${classes} classes`;
          equal(seconds === 0, "refused" in estimate, `${title}: ${JSON.stringify(estimate)}`);
        }
      }
    }
  }
});

Deno.test("the estimated time grows with samples, columns, classes that are used, and draws", () => {
  const shape = { samples: 10_000, widths: [1, 1, 1], classCounts: [5000, 5000] };
  for (const name of MULTIPLET_ESTIMATORS) {
    const seconds = (own: Partial<typeof shape> = {}, options = {}) =>
      multipletEstimator(name, options).seconds({ ...shape, ...own });
    ok(seconds({ samples: 20_000, classCounts: [10_000, 10_000] }) >= 2 * seconds(), name);
    ok(seconds({ widths: [1, 1, 1, 1] }) > seconds(), name);
    ok(seconds({ widths: [1, 1, 2] }) > seconds(), name);
    if (name === "copula" || name === "gaussian") continue;
    ok(Math.abs(seconds({}, { draws: 21 }) / seconds({}, { draws: 10 }) - 2) < 1e-12, name);
    const alone = multipletEstimator(name).seconds({ samples: 10_000, widths: [1, 1, 1] });
    ok(alone < seconds(), name);
  }
  const neighbours = (count: number) =>
    multipletEstimator("ksg", { neighbours: count }).seconds(shape);
  ok(neighbours(500) > 2 * neighbours(4));
});

Deno.test("long estimates pause often, and the pauses change no number", async () => {
  const random = randomSource(5);
  const own = Array.from({ length: 3 }, () => normals(3000, random));
  const subject = {
    variables: variablesOf(own),
    target: discreteTarget(Array.from({ length: 3000 }, (_, row) => row % 2)),
  };
  const estimator = multipletEstimator("ksg", { draws: 2 });
  let pauses = 0;
  const paused = await estimator.measure(subject, [0, 1, 2], randomSource(1), () => {
    pauses++;
    return Promise.resolve();
  });
  // Of 3,000 samples there are several steps in each of 3 estimates of Ω and 12 of I.
  ok(pauses > 2 * 15, `${pauses}`);
  deepEqual(paused, await estimator.measure(subject, [0, 1, 2], randomSource(1)));
  ok("measures" in paused);
  near(
    valueOf(paused.measures.information!),
    classInformation(
      copulaNormalise(subject.variables, { ties: "average" }).columns.map(({ values }) => values),
      subject.target,
    ),
    1e-12,
    "I",
  );
});

Deno.test("an estimator has no other measures than it says", async () => {
  for (const name of MULTIPLET_ESTIMATORS) {
    const { measures } = multipletEstimator(name);
    const found = measuresOf(await measure(name, labelled, [0, 1]));
    ok(Object.keys(found).every((one) => measures.some((known) => known === one)));
    deepEqual(measures, ESTIMATED_MEASURES);
  }
});
