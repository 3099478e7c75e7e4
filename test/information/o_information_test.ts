/**
 * O-information of planted Gaussian structure, against closed forms.
 *
 * For three variables, Ω = I(x; y) − I(x; y | z).
 * - Common cause, x = s + e₁, y = s + e₂, with s itself as third variable: given s, x and y are independent, so
 *   Ω = I(x; y) > 0.
 * - Common effect, z = a·x + b·y + e of independent x and y: I(x; y) = 0, so Ω = −I(x; y | z) < 0.
 */
import { ok } from "node:assert/strict";
import fc from "fast-check";
import {
  conditionalMutualInformation,
  covarianceFromMatrix,
  mutualInformation,
  oInformation,
} from "../../lib/information/mod.ts";
import { columns, covariances, independentGroups } from "./matrices.ts";
import { close } from "./reference.ts";

const weight = fc.double({ min: 0.2, max: 3, noNaN: true });

Deno.test("three variables: Ω = I(x; y) − I(x; y | z)", () => {
  fc.assert(
    fc.property(covariances(3, 3), (known) => {
      const difference = mutualInformation(known, 0, 1) -
        conditionalMutualInformation(known, 0, 1, 2);
      close(oInformation(known, [0, 1, 2]), difference, 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test("a planted common cause is redundant: Ω = −½ ln(1 − ρ²), ρ the correlation of x and y", () => {
  fc.assert(
    fc.property(weight, weight, (noise1, noise2) => {
      const [vx, vy] = [1 + noise1 ** 2, 1 + noise2 ** 2];
      const planted = covarianceFromMatrix(Float64Array.of(vx, 1, 1, 1, vy, 1, 1, 1, 1), Infinity);
      const expected = -Math.log(1 - 1 / (vx * vy)) / 2;
      ok(expected > 0);
      close(oInformation(planted, [0, 1, 2]), expected, 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test("a planted common effect is synergistic: Ω = ½ ln(1 − a²b²/((a²+1)(b²+1)))", () => {
  fc.assert(
    fc.property(weight, weight, (a, b) => {
      const planted = covarianceFromMatrix(
        Float64Array.of(1, 0, a, 0, 1, b, a, b, a * a + b * b + 1),
        Infinity,
      );
      const partial = (a * b) ** 2 / ((a * a + 1) * (b * b + 1));
      close(oInformation(planted, [0, 1, 2]), Math.log(1 - partial) / 2, 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test("independent variables have Ω = 0", () => {
  fc.assert(
    fc.property(fc.array(weight, { minLength: 1, maxLength: 8 }), (variances) => {
      const n = variances.length;
      const diagonal = Float64Array.from(
        { length: n * n },
        (_, at) => at % (n + 1) === 0 ? variances[at % n]! : 0,
      );
      const known = covarianceFromMatrix(diagonal, Infinity);
      close(oInformation(known, columns(known)), 0, 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test("Ω adds up over independent groups", () => {
  fc.assert(
    fc.property(covariances(2, 4), covariances(2, 4), (left, right) => {
      const both = independentGroups(left, right);
      const sum = oInformation(left, columns(left)) + oInformation(right, columns(right));
      close(oInformation(both, columns(both)), sum, 1e-11);
    }),
    { seed: 1 },
  );
});

Deno.test("Ω depends neither on the order of variables nor on their scales", () => {
  fc.assert(
    fc.property(
      covariances(3, 6),
      fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
      weight,
      (known, keys, scale) => {
        const columnCount = columns(known).sort((a, b) => keys[a]! - keys[b]!);
        const expected = oInformation(known, columns(known));
        close(oInformation(known, columnCount), expected, 1e-12);
        const scaled = known.values.map((value, at) =>
          value * (at % known.columnCount === 0 ? scale : 1) * (at < known.columnCount ? scale : 1)
        );
        close(oInformation({ ...known, values: scaled }, columnCount), expected, 1e-11);
      },
    ),
    { seed: 1 },
  );
});
