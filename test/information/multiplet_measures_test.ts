/**
 * TC = Σ H(Z_j) − H(Z), DTC = H(Z) − Σ H(Z_j | Z₋ⱼ), Ω = TC − DTC, S = TC + DTC.
 */
import { strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { determinant, inverse, Matrix } from "ml-matrix";
import {
  copulaNormalise,
  correlation,
  covariance,
  dualTotalCorrelation,
  InformationError,
  multipletMeasures,
  mutualInformation,
  oInformation,
  sInformation,
  totalCorrelation,
} from "../../lib/information/mod.ts";
import { columns, covariances } from "./matrices.ts";
import {
  bits,
  close,
  closeMeasures,
  columnsOf,
  features,
  fromColumns,
  reference,
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
    const labelled = covariance(copulaNormalise(fromColumns([...data.x, data.label])));
    equal(Object.keys(thoi.multiplets_x_and_label_stable).length, 57);
    for (const [key, expected] of Object.entries(thoi.multiplets_x_and_label_stable)) {
      const actual = multipletMeasures(labelled, columnsOf(key), { biasCorrected });
      closeMeasures(actual, expected[correction], tolerance, key);
    }
  });
}

Deno.test("single functions give the same numbers, bias-corrected by default", () => {
  const multiplet = [0, [1, 3], 4];
  for (const options of [{}, { biasCorrected: false }]) {
    const all = multipletMeasures(estimated, multiplet, options);
    equal(totalCorrelation(estimated, multiplet, options), all.totalCorrelation);
    equal(dualTotalCorrelation(estimated, multiplet, options), all.dualTotalCorrelation);
    equal(oInformation(estimated, multiplet, options), all.oInformation);
    equal(sInformation(estimated, multiplet, options), all.sInformation);
  }
  const corrected = multipletMeasures(estimated, multiplet, { biasCorrected: true });
  equal(totalCorrelation(estimated, multiplet), corrected.totalCorrelation);
});

Deno.test("with correlations R and P = R⁻¹: TC = −½ ln|R|, DTC = ½(ln|R| + Σ ln P_jj)", () => {
  fc.assert(
    fc.property(covariances(2, 7), (known) => {
      const { order, values } = correlation(known);
      const matrix = Matrix.from1DArray(order, order, values);
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
      const change = Matrix.eye(known.order);
      change.set(0, 0, 2).set(0, 1, 1).set(1, 0, 1).set(1, 1, -3);
      const matrix = Matrix.from1DArray(known.order, known.order, known.values);
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
