/**
 * TC = Σ H(Z_j) − H(Z), DTC = H(Z) − Σ H(Z_j | Z₋ⱼ), Ω = TC − DTC, S = TC + DTC, and the gradient
 * ∂ᵢΩ(Z) = Ω(Z) − Ω(Z₋ᵢ): an independent variable has gradient 0.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { determinant, inverse, Matrix } from "ml-matrix";
import {
  copulaNormalise,
  correlation,
  covariance,
  covarianceFromMatrix,
  InformationError,
  multipletMeasures,
  mutualInformation,
  oInformation,
  oInformationGradient,
} from "../../lib/information/mod.ts";
import { columns, covariances, independentGroups } from "./matrices.ts";
import {
  bits,
  close,
  closeMeasures,
  columnsOf,
  features,
  reference,
  variablesOf,
} from "./reference.ts";

const { gcmi_python, thoi, data } = reference;
const estimated = covariance(copulaNormalise(features));

for (const biasCorrected of [false, true]) {
  const correction = biasCorrected ? "biascorrected" : "uncorrected";
  const tolerance = biasCorrected ? 1e-9 : 1e-10;

  Deno.test(`measures are those of gcmi's entropies, ${correction}`, () => {
    const numbers = gcmi_python.hoi_from_gcmi_ent_g_bits[`copnorm_x_${correction}`];
    equal(Object.keys(numbers).length, 42);
    for (const [key, expected] of Object.entries(numbers)) {
      const actual = multipletMeasures(estimated, columnsOf(key), { biasCorrected });
      closeMeasures(actual, expected, tolerance, key, bits);
      close(bits(actual.oInformation), expected.o_eq1, tolerance, `equation 1 for ${key}`);
    }
  });

  Deno.test(`measures are THOI's, ${correction}`, () => {
    equal(Object.keys(thoi.multiplets_x).length, 42);
    for (const [key, expected] of Object.entries(thoi.multiplets_x)) {
      const actual = multipletMeasures(estimated, columnsOf(key), { biasCorrected });
      closeMeasures(actual, expected[correction], tolerance, key);
    }
  });

  Deno.test(`measures with the label as a column are THOI's, ${correction}`, () => {
    const labelled = covariance(copulaNormalise(variablesOf([...data.x, data.label])));
    equal(Object.keys(thoi.multiplets_x_and_label_stable).length, 57);
    for (const [key, expected] of Object.entries(thoi.multiplets_x_and_label_stable)) {
      const actual = multipletMeasures(labelled, columnsOf(key), { biasCorrected });
      closeMeasures(actual, expected[correction], tolerance, key);
    }
  });
}

Deno.test("the O-information alone is the same number; all are bias-corrected by default", () => {
  const multiplet = [0, [1, 3], 4];
  for (const options of [{}, { biasCorrected: false }]) {
    const all = multipletMeasures(estimated, multiplet, options);
    equal(oInformation(estimated, multiplet, options), all.oInformation);
  }
  const corrected = multipletMeasures(estimated, multiplet, { biasCorrected: true });
  deepEqual(multipletMeasures(estimated, multiplet), corrected);
});

Deno.test("with correlations R and P = R⁻¹: TC = −½ ln|R|, DTC = ½(ln|R| + Σ ln P_jj)", () => {
  fc.assert(
    fc.property(covariances(2, 7), (known) => {
      const { columnCount, values } = correlation(known);
      const matrix = Matrix.from1DArray(columnCount, columnCount, values);
      const size = Math.log(determinant(matrix));
      const precisions = inverse(matrix).diagonal().reduce((sum, p) => sum + Math.log(p), 0);
      closeMeasures(
        multipletMeasures(known, columns(known)),
        {
          tc: -size / 2,
          dtc: (size + precisions) / 2,
          o: -size - precisions / 2,
          s: precisions / 2,
        },
        1e-10,
        "R",
      );
    }),
    { seed: 1 },
  );
});

Deno.test("a pair: TC = DTC = I, Ω = 0; one variable: all 0", () => {
  const { totalCorrelation, dualTotalCorrelation, oInformation } = multipletMeasures(estimated, [
    [0, 5],
    [3, 2],
  ]);
  const information = mutualInformation(estimated, [0, 5], [3, 2]);
  close(totalCorrelation, information, 1e-13);
  close(dualTotalCorrelation, information, 1e-13);
  close(oInformation, 0, 1e-13);
  for (const value of Object.values(multipletMeasures(estimated, [3]))) close(value, 0, 1e-13);
});

Deno.test("a block is one variable: any invertible change of its columns keeps the measures", () => {
  fc.assert(
    fc.property(covariances(4, 5), (known) => {
      // Columns 0 and 1 become 2a + b and a − 3b; a covariance C becomes T C Tᵀ.
      const change = Matrix.eye(known.columnCount);
      change.set(0, 0, 2).set(0, 1, 1).set(1, 0, 1).set(1, 1, -3);
      const matrix = Matrix.from1DArray(known.columnCount, known.columnCount, known.values);
      const mixed = {
        ...known,
        values: Float64Array.from(change.mmul(matrix).mmul(change.transpose()).to1DArray()),
      };
      const before = multipletMeasures(known, [[0, 1], 2, 3]);
      const after = multipletMeasures(mixed, [[1, 0], 2, 3]);
      close(after.totalCorrelation, before.totalCorrelation, 1e-10);
      close(after.oInformation, before.oInformation, 1e-10);
    }),
    { seed: 1 },
  );
});

Deno.test("variables that overlap, are empty or missing are refused; so are unknown options", () => {
  const refused = (variables: (number | number[])[], message: RegExp, options = "{}") =>
    throws(
      () => multipletMeasures(estimated, variables, JSON.parse(options)),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused([], /At least one column is needed/);
  refused([0, []], /got an empty block/);
  refused([[0, 1], 1], /Column 1 occurs twice/);
  refused([0, 6], /0\.\.5, got 6/);
  refused([0, 1], /multipletMeasures has no option "units"/, '{"units": "bits"}');
});

Deno.test("gradients are differences of gcmi's O-informations", () => {
  for (const biasCorrected of [true, false]) {
    const numbers = reference.gcmi_python.hoi_from_gcmi_ent_g_bits[
      biasCorrected ? "copnorm_x_biascorrected" : "copnorm_x_uncorrected"
    ];
    const multiplet = [0, 1, 3, 5];
    const gradient = oInformationGradient(estimated, multiplet, { biasCorrected });
    equal(gradient.length, 4);
    multiplet.forEach((left, i) => {
      const others = multiplet.filter((column) => column !== left);
      const expected = numbers[multiplet.join()]!.o - numbers[others.join()]!.o;
      close(gradient[i]! / Math.LN2, expected, 1e-9, `without ${left}`);
    });
  }
});

Deno.test("an independent variable adds nothing, and takes nothing from the others", () => {
  const one = covarianceFromMatrix(Float64Array.of(2), Infinity);
  fc.assert(
    fc.property(covariances(3, 5), (known) => {
      const gradient = oInformationGradient(independentGroups(known, one), [
        ...columns(known),
        known.columnCount,
      ]);
      close(gradient.at(-1)!, 0, 1e-12);
      oInformationGradient(known, columns(known)).forEach((expected, i) =>
        close(gradient[i]!, expected, 1e-11)
      );
    }),
    { seed: 1 },
  );
});

Deno.test("the gradient of a block leaves all its columns out", () => {
  const estimated = covariance(features);
  const [block] = oInformationGradient(estimated, [[0, 1], 2, 3, 4]);
  const expected = oInformation(estimated, [[0, 1], 2, 3, 4]) - oInformation(estimated, [2, 3, 4]);
  close(block!, expected, 1e-14);
});

Deno.test("a single variable has no gradient", () => {
  throws(
    () => oInformationGradient(covariance(features), [[0, 1]]),
    (error) => error instanceof InformationError && /at least two variables/.test(error.message),
  );
});
