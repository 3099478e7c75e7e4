/** Nearest neighbours, cells and the bounded classifier against the numbers of other tools, and against definitions. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import digamma from "@stdlib/math-base-special-digamma";
import { ClassBound } from "../../../lib/information/class_bound.ts";
import { copulaNormalise, discreteTarget, InformationError } from "../../../lib/information/mod.ts";
import { ksgMeasures } from "../../../lib/information/neighbours/ksg.ts";
import { classInformation } from "../../../lib/information/neighbours/ross.ts";
import { cellMeasures, quantileBins } from "../../../lib/information/plug_in.ts";
import { ESTIMATORS, madeSet, sharedSet } from "./reference_sets.ts";
import { variablesOf } from "../reference.ts";

const sets = { a: sharedSet(), b: madeSet() };

function near(actual: number, expected: number, tolerance: number, message: string) {
  ok(Math.abs(actual - expected) <= tolerance, `${message}: ${actual}, expected ${expected}`);
}

const positions = (key: string) => key.split(",").map(Number);

for (const name of ["a", "b"] as const) {
  const { columns, target } = sets[name];
  const numbers = ESTIMATORS.results[name];

  Deno.test(`set ${name}: nearest neighbours as JIDT, on raw, standardised and copula columns`, () => {
    const standardised = columns.map((values) => {
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
      return values.map((one) => (one - mean) / Math.sqrt(squares / (values.length - 1)));
    });
    for (const own of numbers.jidt.ksg) {
      const scale = own.normalise ? standardised : columns;
      const found = ksgMeasures(own.multiplet.map((j) => [scale[j]!]), { neighbours: own.K });
      const title = `${own.multiplet}, K ${own.K}, ${own.normalise}`;
      near(found.oInformation, own.o, 1e-10, title);
      near(found.totalCorrelation, own.tc_algorithm1, 1e-10, title);
      near(found.dualTotalCorrelation, own.dtc, 1e-10, title);
      near(found.sInformation, own.s, 1e-10, title);
    }
    // Mirrored ranks have equal distances but for the last bit of the inverse normal.
    const scores = copulaNormalise(variablesOf(columns)).columns;
    for (const own of numbers.jidt.ksg_copula_columns) {
      const { oInformation } = ksgMeasures(own.multiplet.map((j) => [scores[j]!.values]), {
        neighbours: own.K,
      });
      near(oInformation, own.o, 1e-3, `copula columns ${own.multiplet}`);
    }
    const odd = scores.map(({ values }) => exactlyOdd(Float64Array.from(values)));
    for (const own of numbers.jidt.ksg_copula_columns) {
      const found = ksgMeasures(own.multiplet.map((j) => [odd[j]!]), { neighbours: own.K });
      const { o: [, o], tc1: [, tc] } = own.brute_force_with_other_inverse_normals;
      near(found.oInformation, o, 1e-10, `odd scores of ${own.multiplet}`);
      near(found.totalCorrelation, tc, 1e-10, `odd scores of ${own.multiplet}`);
    }
  });

  Deno.test(`set ${name}: information about the class by nearest neighbours, as Ross`, () => {
    for (const own of numbers.own.ross) {
      const found = classInformation(own.columns.map((j) => columns[j]!), target, {
        neighbours: own.K,
      });
      near(found, own.ross2014, 1e-11, `${own.columns}, K ${own.K}`);
    }
  });

  Deno.test(`set ${name}: cells of three quantile bins with the correction of Miller and Madow`, () => {
    const bins = columns.map((values) => quantileBins(values, 3));
    for (const [key, own] of Object.entries(numbers.plug_in.multiplets)) {
      const { occupied, ...found } = cellMeasures(positions(key).map((j) => bins[j]!));
      near(found.oInformation, own.miller_madow.o, 1e-12, key);
      near(found.totalCorrelation, own.miller_madow.tc, 1e-12, key);
      near(found.dualTotalCorrelation, own.miller_madow.dtc, 1e-12, key);
      near(found.sInformation, own.miller_madow.s, 1e-12, key);
      equal(occupied, own.occupied_cells);
    }
    for (const [key, own] of Object.entries(numbers.plug_in.with_label)) {
      const variables = [...positions(key).map((j) => bins[j]!), target.classes];
      near(cellMeasures(variables).oInformation, own.miller_madow.o, 1e-12, `${key} and label`);
    }
  });

  Deno.test(`set ${name}: the bound by a cross-validated classifier`, () => {
    const bound = new ClassBound(copulaNormalise(variablesOf(columns)), target);
    for (const [key, own] of Object.entries(numbers.cv_bound)) {
      const { information, unclipped } = bound.information(positions(key));
      near(information, own.divisor_n_minus_1.bound, 1e-12, key);
      near(unclipped, own.divisor_n_minus_1.unclipped, 1e-12, key);
    }
  });
}

/** Scores of different ranks, those above 0 replaced by the scores of the mirrored ranks with the other sign. */
function exactlyOdd(scores: Float64Array): Float64Array {
  const sorted = scores.toSorted();
  return scores.map((score) =>
    score <= 0 ? score : -sorted[sorted.length - 1 - sorted.indexOf(score)]!
  );
}

/** Both sums of neighbours from the definition. */
function naive(variables: readonly (readonly number[][])[], neighbours: number) {
  const d = variables.length;
  const samples = variables[0]![0]!.length;
  const distance = (own: readonly number[][], i: number, m: number) =>
    Math.max(0, ...own.map((column) => Math.abs(column[i]! - column[m]!)));
  let sum = 0;
  for (let i = 0; i < samples; i++) {
    const others = Array.from({ length: samples }, (_, m) => m).filter((m) => m !== i);
    const whole = others.map((m) => distance(variables.flat(), i, m)).sort((a, b) => a - b);
    const radius = whole[neighbours - 1]!;
    const count = (own: readonly number[][]) =>
      others.filter((m) => distance(own, i, m) < radius).length;
    variables.forEach((own, j) => {
      const rest = variables.filter((_, other) => other !== j).flat();
      sum += digamma(count(rest) + 1) - digamma(count(own) + 1);
    });
  }
  return (2 - d) * (digamma(neighbours) - digamma(samples)) + sum / samples;
}

Deno.test("nearest neighbours of variables of several columns, and with equal values, are those of the definition", () => {
  const column = (samples: number) =>
    fc.array(fc.integer({ min: -4, max: 4 }), { minLength: samples, maxLength: samples });
  const subject = fc.integer({ min: 6, max: 14 }).chain((samples) =>
    fc.array(fc.array(column(samples), { minLength: 1, maxLength: 3 }), {
      minLength: 2,
      maxLength: 4,
    })
  );
  fc.assert(fc.property(subject, fc.integer({ min: 1, max: 4 }), (variables, neighbours) => {
    const own = variables.map((columns) => columns.map((values) => Float64Array.from(values)));
    const { oInformation } = ksgMeasures(own, { neighbours });
    near(oInformation, naive(variables, neighbours), 1e-12, "Ω");
  }));
});

Deno.test("a pair has no O-information, and the order of samples and variables does not matter", () => {
  const { columns } = sets.a;
  const [a, b, c] = columns as [Float64Array, Float64Array, Float64Array];
  near(ksgMeasures([[a], [b]]).oInformation, 0, 1e-12, "pair");
  const own = ksgMeasures([[a], [b], [c]]).oInformation;
  near(ksgMeasures([[c], [a], [b]]).oInformation, own, 1e-12, "order of variables");
  const turned = [a, b, c].map((values) => [values.toReversed()]);
  near(ksgMeasures(turned).oInformation, own, 1e-12, "order of samples");
});

Deno.test("bins: equal values are in one bin; bins of different values are as large as can be", () => {
  deepEqual([...quantileBins(Float64Array.of(5, 1, 4, 2, 3, 6), 3)], [2, 0, 1, 0, 1, 2]);
  deepEqual([...quantileBins(Float64Array.of(0, 0, 0, 0, 1, 2), 3)], [0, 0, 0, 0, 2, 2]);
  deepEqual([...quantileBins(Float64Array.of(7, 7, 7), 3)], [1, 1, 1]);
});

Deno.test("what cannot be estimated is refused by name", () => {
  const x = Float64Array.of(1, 2, 3, 4);
  throws(() => ksgMeasures([[x]]), /two variables or more, with columns, got 1/);
  throws(() => ksgMeasures([[x], [x]]), /with 4 neighbours needs more than 4 samples, got 4/);
  throws(() => ksgMeasures([[x], [x]], { neighbours: 1.5 }), /an integer from 1, got 1.5/);
  throws(() => ksgMeasures([[x], [x]], { neighbors: 2 } as object), InformationError);
  const target = discreteTarget(["cat", "cat", "dog", "dog", "dog"]);
  const values = Float64Array.of(1, 2, 3, 4, 5);
  throws(
    () => classInformation([values], target, { neighbours: 2 }),
    /more than 2 samples of each class; class "cat" has 2/,
  );
  throws(() => classInformation([], target), /needs columns, got none/);
  throws(
    () => new ClassBound(variablesOf([values]), target),
    /needs 10 samples of each class or more; class "cat" has 2/,
  );
});
