import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import {
  DegenerateColumnsError,
  discreteTarget,
  InformationError,
  targetEntropy,
  targetInformation,
  type TieOptions,
} from "../../lib/information/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { bits, close, features, fromColumns, reference, target } from "./reference.ts";

const numbers = reference.gcmi_python.mi_with_label_bits;
const variables = numbers.map(({ x }) => x);

Deno.test("from samples to information: gcmi_model_cd (default) and gcmi_mixture_cd", () => {
  const model = targetInformation(features, target, variables);
  const mixture = targetInformation(features, target, variables, { method: "mixture" });
  numbers.forEach((expected, i) => {
    close(bits(model.information[i]!), expected.gcmi_model_cd_biascorrected, 1e-9);
    close(
      bits(mixture.information[i]!),
      expected.gcmi_mixture_cd_sigma_points_as_in_matlab,
      1e-10,
    );
  });
  equal(model.targetEntropy, targetEntropy(target));
  deepEqual([model.warnings, mixture.warnings], [[], []]);
});

Deno.test("without bias correction", () => {
  const { information } = targetInformation(features, target, variables, { biasCorrected: false });
  numbers.forEach((expected, i) =>
    close(bits(information[i]!), expected.mi_model_gd_copnorm_uncorrected_demeanedTrue, 1e-10)
  );
});

Deno.test("single columns may be given as numbers; ties go by the rule asked for", () => {
  const tied = fromColumns(reference.data.x.slice(0, 4).map((x) => x.map(Math.round)));
  for (const method of ["model", "mixture"] as const) {
    const information = (options: TieOptions) =>
      targetInformation(tied, target, [0, 3], { method, ...options }).information;
    deepEqual(information({}), information({ ties: "index" }));
    notDeepEqual(information({}), information({ ties: "average" }));
    const random = () => information({ ties: "random", random: randomSource(1) });
    deepEqual(random(), random());
    notDeepEqual(random(), information({}));
  }
});

Deno.test("the model can exceed H(y), and says so; the mixture cannot", () => {
  // Two clusters far apart, told apart by the label entirely; after the copula, narrow within classes.
  const values = Array.from({ length: 400 }, (_, i) => (i % 4) * 100 + Math.sin(i));
  const label = discreteTarget(values.map((_, i) => i % 4 < 2 ? 0 : 1));
  const exact = discreteTarget(values.map((_, i) => i % 4));
  const samples = {
    ...fromColumns([values, values.map((value, i) => value + 40 * Math.cos(i))]),
    names: ["near", "far"],
  };
  const { warnings, information, targetEntropy } = targetInformation(samples, exact, [[0, 1], 1]);
  ok(information[0]! > targetEntropy && information[1]! < targetEntropy);
  equal(warnings.length, 1);
  ok(
    /^near, far: the estimate \d\.\d{3} bits of I\(X; y\) exceeds H\(y\) = 2\.000 bits/.test(
      warnings[0]!,
    ),
  );
  const mixture = targetInformation(samples, label, [[0, 1], 0, 1], { method: "mixture" });
  deepEqual(mixture.warnings, []);
});

Deno.test("what cannot be estimated is refused", () => {
  const refused = (options: string, message: RegExp, variables: number[] = [0]) =>
    throws(
      () => targetInformation(features, target, variables, JSON.parse(options)),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused('{"kind": "model"}', /no option "kind"; it takes method, biasCorrected, ties, random/);
  refused('{"method": "anova"}', /method must be one of model, mixture, got anova/);
  refused('{"method": "mixture", "biasCorrected": true}', /"mixture" has no bias correction/);
  refused("{}", /integers in 0\.\.5, got 6/, [6]);
  throws(
    () => targetInformation(fromColumns([[1, 1, 1, 1]]), discreteTarget([0, 0, 1, 1]), [0]),
    DegenerateColumnsError,
  );
});
