/** Collinearity, frustrated triangles and irreducibility against their definitions. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  covarianceFromMatrix,
  frustratedTriangles,
  gaussianSystem,
  InformationError,
  isIrreducible,
  memberDependence,
  scoreMultiplet,
  type SearchSpace,
  searchSpace,
  SingularMultipletError,
  TARGET_ENCODINGS,
  toVariables,
} from "../../lib/information/mod.ts";
import { exactSearch } from "../../lib/search/mod.ts";
import { oInformationWithout } from "../../lib/information/removals.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { plantedSystem } from "../search/planted.ts";

/** R² of a column by ordinary least squares on other columns, from the samples. */
function leastSquares(columns: readonly Float64Array[], target: Float64Array): number {
  const n = target.length;
  const residual = Float64Array.from(target);
  // Gram–Schmidt: the columns are made orthogonal, then projected out.
  const basis: Float64Array[] = [];
  const project = (from: Float64Array, on: Float64Array) => {
    const dot = from.reduce((sum, value, i) => sum + value * on[i]!, 0);
    const norm = on.reduce((sum, value) => sum + value * value, 0);
    for (let i = 0; i < n; i++) from[i]! -= dot / norm * on[i]!;
  };
  for (const column of columns) {
    const own = Float64Array.from(column);
    for (const other of basis) project(own, other);
    basis.push(own);
  }
  for (const own of basis) project(residual, own);
  const square = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  return 1 - square(residual) / square(target);
}

function planted(variables: number, seed: number) {
  const { features } = mixedSignals({ variables, samples: 120, seed });
  const system = gaussianSystem(toVariables(features), undefined);
  return { system, space: searchSpace(system) };
}

/** Independent standard normal columns with a chosen correlation matrix are not needed: spaces are matrices. */
function spaceOf(values: readonly number[]): SearchSpace {
  const covariance = covarianceFromMatrix(Float64Array.from(values), Infinity);
  return searchSpace({ covariance, target: { encoding: "none" } });
}

Deno.test("largest R²: that of least squares of each member on the others", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 6 }), (seed, size) => {
      const { system, space } = planted(7, seed);
      // A covariance has columns of samples: those of its lower Cholesky factor.
      const n = space.variables;
      const { values, columnCount } = system.covariance;
      const rows = Array.from({ length: n }, () => new Float64Array(n));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = values[i * columnCount + j]!;
          for (let k = 0; k < j; k++) sum -= rows[i]![k]! * rows[j]![k]!;
          rows[i]![j] = i === j ? Math.sqrt(sum) : sum / rows[j]![j]!;
        }
      }
      const members = Array.from({ length: size }, (_, i) => (i * 3 + seed) % n)
        .filter((one, at, all) => all.indexOf(one) === at);
      const each = members.map((one) => ({
        variable: one,
        rSquared: leastSquares(
          members.filter((other) => other !== one).map((other) => rows[other]!),
          rows[one]!,
        ),
      }));
      const most = each.reduce((a, b) => b.rSquared > a.rSquared ? b : a);
      const found = memberDependence(space, members);
      ok(Math.abs(found.rSquared - most.rSquared) < 1e-9, `${found.rSquared}, ${most.rSquared}`);
      if (members.length > 2) equal(found.variable, most.variable);
    }),
    { seed: 2, numRuns: 40 },
  );
});

Deno.test("largest R² of several columns: that of their best linear combination, whatever their basis", () => {
  const { system } = planted(6, 4);
  const mixed = Float64Array.from(system.covariance.values);
  const n = system.covariance.columnCount;
  // Column 0 becomes the sum of columns 0 and 1: the same variable in another basis.
  for (let j = 0; j < n; j++) mixed[j]! += mixed[n + j]!;
  for (let i = 0; i < n; i++) mixed[i * n]! += mixed[i * n + 1]!;
  const variables = [[0, 1], 2, 3];
  const one = searchSpace(system, { variables });
  const covariance = covarianceFromMatrix(mixed, Infinity);
  const other = searchSpace({ covariance, target: { encoding: "none" } }, { variables });
  const [a, b] = [memberDependence(one, [0, 1, 2]), memberDependence(other, [0, 1, 2])];
  equal(a.variable, b.variable);
  ok(Math.abs(a.rSquared - b.rSquared) < 1e-10);
  // No less than that of a single column of the variable.
  const columns = searchSpace(system);
  ok(memberDependence(one, [0, 1]).rSquared >= memberDependence(columns, [0, 2]).rSquared - 1e-12);
});

Deno.test("frustrated triangles are counted: 0 of equal signs, 1 of 4 with one negative pair in 4 is 2 of 4", () => {
  const four = (negative: number) =>
    spaceOf([1, negative, 0.2, 0.2, negative, 1, 0.2, 0.2, 0.2, 0.2, 1, 0.2, 0.2, 0.2, 0.2, 1]);
  equal(frustratedTriangles(four(0.2), [0, 1, 2, 3]), 0);
  // The pair 0, 1 lies in two of the four triangles.
  equal(frustratedTriangles(four(-0.2), [3, 1, 0, 2]), 0.5);
  equal(frustratedTriangles(four(-0.2), [0, 2, 3]), 0);
  equal(frustratedTriangles(four(-0.2), [0, 1]), undefined);
  const { system } = planted(4, 1);
  equal(
    frustratedTriangles(searchSpace(system, { variables: [[0, 1], 2, 3] }), [0, 1, 2]),
    undefined,
  );
});

Deno.test("frustrated triangles do not depend on the signs of the variables", () => {
  const { space } = planted(6, 9);
  const flipped = Float64Array.from(space.features);
  for (let j = 0; j < 6; j++) {
    flipped[2 * 6 + j]! *= -1;
    flipped[j * 6 + 2]! *= -1;
  }
  const all = [0, 1, 2, 3, 4, 5];
  equal(frustratedTriangles({ ...space, features: flipped }, all), frustratedTriangles(space, all));
});

Deno.test("irreducible: no removal is more extreme, at either end", async () => {
  let both = new Set<boolean>();
  for (let seed = 1; seed < 8; seed++) {
    const { space } = planted(6, seed);
    for (const { synergy, redundancy } of await exactSearch(space)) {
      for (
        const [end, [found], sign] of [["synergy", synergy, 1], [
          "redundancy",
          redundancy,
          -1,
        ]] as const
      ) {
        const own = sign * found!.oInformation;
        const removals = found!.multiplet.map((one) =>
          sign *
          scoreMultiplet(space, found!.multiplet.filter((other) => other !== one)).oInformation
        );
        const expected = removals.every((value) => value >= own - 1e-12);
        equal(isIrreducible(space, found!.multiplet, end), expected);
        both = both.add(expected);
      }
    }
  }
  // The test means little unless both occur.
  equal(both.size, 2);
  const { space } = planted(3, 1);
  equal(isIrreducible(space, [1], "synergy"), true);
  // Another score decides.
  equal(isIrreducible(space, [0, 1], "synergy", (own) => ({ oInformation: own.length })), false);
});

for (const encoding of TARGET_ENCODINGS) {
  Deno.test(`${encoding}: Ω without each member at once is the score of the others, blocks included`, () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), fc.boolean(), (seed, isBlocks, biasCorrected) => {
        const system = plantedSystem({ encoding, variables: 7, samples: 150, seed });
        const variables = isBlocks ? [[0, 3], 1, [2, 4, 6], 5] : undefined;
        const space = searchSpace(system, { variables, biasCorrected });
        for (let size = 2; size <= space.variables; size++) {
          const members = Array.from({ length: size }, (_, at) => at);
          const removed = oInformationWithout(space, members);
          equal(removed.length, size);
          for (const one of members) {
            const { oInformation } = scoreMultiplet(space, members.filter((own) => own !== one));
            ok(Math.abs(removed[one]! - oInformation) < 1e-10, `${removed[one]} ${oInformation}`);
          }
        }
      }),
      { seed: 3, numRuns: 10 },
    );
  });
}

Deno.test("Ω without each member: 0 for two that are left, NaN without a determinant", () => {
  const { space } = planted(4, 1);
  const zeros = new Float64Array(16);
  const none = { ...space, features: zeros, conditionalTerms: [{ weight: 1, matrix: zeros }] };
  // Two variables have Ω = 0, whatever their covariance.
  deepEqual([...oInformationWithout(none, [0, 1, 2])], [0, 0, 0]);
  ok(oInformationWithout(none, [0, 1, 2, 3]).every(Number.isNaN));
});

Deno.test("variables that there are not, twice or none, and singular multiplets are refused", () => {
  const { space } = planted(4, 1);
  for (const multiplet of [[], [0, 0], [4], [-1, 2]]) {
    throws(() => memberDependence(space, multiplet), InformationError);
    throws(() => frustratedTriangles(space, multiplet), InformationError);
    throws(() => isIrreducible(space, multiplet, "synergy"), InformationError);
  }
  const copies = spaceOf([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const singular = { ...copies, features: Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0, 1) };
  throws(() => memberDependence(singular, [0, 1]), SingularMultipletError);
  deepEqual(memberDependence(copies, [1, 2]), { variable: 1, rSquared: 0 });
});
