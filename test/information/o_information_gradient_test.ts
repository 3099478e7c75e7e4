/**
 * ∂ᵢΩ(Z) = Ω(Z) − Ω(Z₋ᵢ). An independent variable has gradient 0.
 */
import { strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  copulaNormalise,
  covariance,
  covarianceFromMatrix,
  InformationError,
  oInformation,
  oInformationGradient,
} from "../../lib/information/mod.ts";
import { columns, covariances, independentGroups } from "./matrices.ts";
import { close, features, reference } from "./reference.ts";

Deno.test("gradients are differences of gcmi's O-informations", () => {
  const estimated = covariance(copulaNormalise(features));
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
        known.order,
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
