import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { CholeskyDecomposition, determinant, Matrix } from "ml-matrix";
import {
  blocks,
  copulaNormalise,
  correlation,
  covariance,
  covarianceFromMatrix,
  discreteTarget,
  gaussianMoments,
  gaussianSurrogate,
  type GaussianSystem,
  gaussianSystem,
  InformationError,
  normalQuantile,
  NotPositiveDefiniteError,
  oInformation,
  ranks,
  rowBootstrap,
  SingularMultipletError,
  type TieRule,
  toVariables,
} from "../../lib/information/mod.ts";
import { summarise } from "../../lib/statistics/mod.ts";
import { integerBelow, normals as drawNormals, randomSource } from "../../lib/system/random/mod.ts";
import { normals, NumpyRandom } from "../numpy_random.ts";
import {
  bits,
  close,
  columnsOf,
  features,
  reference,
  target,
  valuesOf,
  variablesOf,
} from "./reference.ts";

/** Three independent columns and one that is nearly their sum. */
function nearCollinear(samples: number, seed: number) {
  const [a, b, c, noise] = normals(samples, 4, seed) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return [a, b, c, a.map((value, i) => value + b[i]! + c[i]! + 0.1 * noise[i]!)];
}

const all = (system: GaussianSystem) => system.variables.map((_, position) => position);

/** Ω of the covariance of a system, taken as known exactly. */
function knownOmega({ covariance }: GaussianSystem): number {
  const { values, columnCount } = covariance;
  const columns = Array.from({ length: columnCount }, (_, i) => i);
  return oInformation(covarianceFromMatrix(values, Infinity), columns);
}

Deno.test("ranks of near-collinear Gaussian samples bias Ω upwards, as in a direct simulation", () => {
  const samples = 400;
  const system = gaussianSystem(variablesOf(nearCollinear(samples, 1)), undefined);
  const random = randomSource(2);
  const surrogates = Array.from(
    { length: 60 },
    () => gaussianSurrogate(system, random).score(all(system)).oInformation,
  );

  // Without code of the library but for Φ⁻¹ and Ω of a covariance.
  const factor = new CholeskyDecomposition(
    Matrix.from1DArray(4, 4, correlation(system.covariance).values),
  ).lowerTriangularMatrix;
  const numpy = new NumpyRandom(3);
  const simulated = Array.from({ length: 60 }, () => {
    const drawn = factor.mmul(Matrix.from1DArray(4, samples, numpy.normal(4 * samples)));
    const scores = drawn.to2DArray().map((values) => {
      const sorted = [...values].sort((a, b) => a - b);
      return values.map((value) => normalQuantile((sorted.indexOf(value) + 1) / (samples + 1)));
    });
    return oInformation(covariance(variablesOf(scores)), [0, 1, 2, 3]);
  });

  const [ours, theirs] = [summarise(surrogates), summarise(simulated)];
  const error = (one: typeof ours) => one.standardDeviation! / Math.sqrt(one.count);
  const truth = knownOmega(system);
  ok(truth < -2, `${truth}`);
  ok(ours.mean - truth > 5 * error(ours), `${ours.mean} ${truth}`);
  close(ours.mean, theirs.mean, 4 * Math.hypot(error(ours), error(theirs)), "bias");
});

Deno.test("a surrogate keeps variables, names, target and rule for ties, and draws anew", () => {
  const columns = [...nearCollinear(50, 4), new Float64Array(50)];
  const grouped = blocks([[0, 3], [2], [4]]).group(
    variablesOf(columns, [..."abcde"]),
    randomSource(1),
  );
  const labels = discreteTarget(Array.from({ length: 50 }, (_, i) => i % 3));
  const system = gaussianSystem(grouped, labels, {
    degenerate: "drop",
    ties: "average",
    biasCorrected: false,
  });
  const draw = (seed: number) => gaussianSurrogate(system, randomSource(seed));
  const { covariance: own, determinants: _, score, entropy: __, ...others } = draw(1);
  const { covariance: before, determinants: ___, score: ____, entropy: _____, ...kept } = system;
  deepEqual(others, kept);
  deepEqual({ ...own, values: [] }, { ...before, values: [] });
  equal(own.names!.join(), "a,c,d,target");
  deepEqual(draw(1).covariance, own);
  ok(draw(2).covariance.values[1] !== own.values[1]);
  equal(score([0, 1]).multiplet.length, 2);
  // Normal scores of 50 ranks without ties, in every column.
  const [scores] = copulaNormalise(variablesOf([columns[0]!])).columns;
  const variance = covariance({ samples: 50, columns: [scores!] }).values[0]!;
  for (let i = 0; i < own.columnCount; i++) close(own.values[i * 5]!, variance, 1e-12);
});

Deno.test("the surrogate of a system without ranks has none either: Ω has no bias", () => {
  const prepared = gaussianMoments().prepare(variablesOf(nearCollinear(400, 5)), undefined);
  const system = prepared as GaussianSystem;
  const random = randomSource(6);
  const drawn = Array.from({ length: 60 }, () => gaussianSurrogate(system, random));
  equal("ties" in drawn[0]!, false);
  const { mean, confidenceInterval } = summarise(
    drawn.map((one) => one.score(all(system)).oInformation - knownOmega(system)),
  );
  ok(confidenceInterval![0] < 0 && confidenceInterval![1] > 0, `${mean}`);
  ok(drawn[0]!.covariance.values[15]! !== drawn[1]!.covariance.values[15]!);
});

Deno.test("samples are drawn of systems with ranked columns and one covariance", () => {
  const refuse = (encoding: "model" | "one-hot", subject: string, why: string) => (error: Error) =>
    error instanceof InformationError &&
    error.message ===
      `${subject} is drawn of ranked columns with one covariance: encoding "copula" or "none"; got ` +
        `"${encoding}", which ${why}`;
  for (
    const [encoding, why] of [
      ["model", "has a covariance for each class"],
      ["one-hot", "has columns of zeros and ones, which are not ranked"],
    ] as const
  ) {
    const system = gaussianSystem(features, target, { encoding });
    const random = randomSource(1);
    throws(
      () => gaussianSurrogate(system, random),
      refuse(encoding, "A Gaussian surrogate", why),
    );
    throws(
      () => rowBootstrap(features, target, { encoding }),
      refuse(encoding, "A bootstrap of rows", why),
    );
  }
  throws(() => rowBootstrap(features, target, { draws: 5 } as object), /rowBootstrap.*draws/);
});

Deno.test("a bootstrap draw is that of repeated rows, whose copies share the average of their ranks", () => {
  const rows = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 2 }),
    ),
    {
      minLength: 25,
      maxLength: 40,
    },
  );
  const rules: readonly TieRule[] = ["index", "average", "random"];
  fc.assert(
    fc.property(
      rows,
      fc.nat(),
      fc.constantFrom(...rules),
      fc.boolean(),
      (rows, seed, ties, hasTarget) => {
        const columns = [
          rows.map(([tied]) => tied),
          rows.map(([, value], i) => value + i / 10),
          rows.map(([tied, value], i) => 2 * tied + value + i % 5),
        ];
        fc.pre(new Set(columns[0]).size > 2);
        const labels = rows.map(([, , label], i) => i < 3 ? i : label);
        const label = hasTarget ? discreteTarget(labels) : undefined;
        const source = () => ties === "random" ? { ties, random: randomSource(7) } : { ties };
        const draw = rowBootstrap(variablesOf(columns), label, source());

        // Ties at random are drawn once for each column, and the label's again for its own normalisation.
        const options = source();
        const original = [...columns, ...(hasTarget ? [labels, labels] : [])].map((values) =>
          ranks(Float64Array.from(values), options)
        );
        if (hasTarget) original.splice(3, 1);
        const random = randomSource(seed);
        const drawn = Array.from(rows, () => integerBelow(random, rows.length)).sort((a, b) =>
          a - b
        );
        const repeated = original.map((own) =>
          ranks(Float64Array.from(drawn, (row) => own[row]!), { ties: "average" })
            .map((rank) => normalQuantile(rank / (rows.length + 1)))
        );
        const expected = covariance(variablesOf(repeated));
        // A draw in which columns determine each other is refused.
        const size = expected.columnCount;
        const matrix = Matrix.from1DArray(size, size, correlation(expected).values);
        fc.pre(determinant(matrix) > 1e-6);
        const found = draw(randomSource(seed)).covariance;
        equal(found.columnCount, expected.columnCount);
        expected.values.forEach((value, at) => close(found.values[at]!, value, 1e-12));
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("draws of rows differ, and keep variables, names and what was left out", () => {
  const [a, b] = [reference.data.x[0]!, reference.data.x[1]!];
  const columns = variablesOf([a, a.map(() => 7), b], ["a", "dead", "b"]);
  const options = { degenerate: "drop", biasCorrected: false } as const;
  const system = gaussianSystem(columns, target, options);
  const draw = rowBootstrap(columns, target, options);
  const random = randomSource(1);
  const [first, second] = [draw(random), draw(random)];
  for (const one of [first, second]) {
    deepEqual(one.variables, system.variables);
    deepEqual(one.leftOut, system.leftOut);
    deepEqual(one.covariance.names, ["a", "b", "target"]);
    equal(one.biasCorrected, false);
    equal(one.ties, "index");
  }
  ok(first.covariance.values[1] !== second.covariance.values[1]);
});

Deno.test("a draw without two different rows has no multiplet with a value", () => {
  const draw = rowBootstrap(variablesOf([[1, 2, 3, 4], [1, 3, 2, 4]]), undefined);
  throws(() => draw({ uint32: () => 0 }).score([0, 1]), SingularMultipletError);
});

Deno.test("a draw with one value of the target has no system", () => {
  const columns = [[1, 2, 3, 4, 6], [1, 3, 2, 4, 5]];
  const draw = rowBootstrap(variablesOf(columns), discreteTarget([0, 0, 0, 0, 1]), {
    ties: "average",
  });
  let row = 0;
  throws(() => draw({ uint32: () => row++ % 4 }), NotPositiveDefiniteError);
});

Deno.test("columns that the drawn rows determine by others: only multiplets with all of them have no value", () => {
  const random = randomSource(4);
  // Column 1 has other values than column 0 in row 0 alone, which is not drawn.
  const columns = Array.from({ length: 4 }, () => [...drawNormals(12, random)]);
  columns[1] = columns[0]!.with(0, 9);
  const draw = rowBootstrap(variablesOf(columns), undefined);
  let row = 0;
  const system = draw({ uint32: () => Math.max(1, row++) });
  ok(Number.isFinite(system.score([0, 2, 3]).oInformation));
  ok(Number.isFinite(system.score([1, 2, 3]).oInformation));
  throws(() => system.score([0, 1, 2]), SingularMultipletError);
});

Deno.test("fewer rows than columns: a column that is constant in a draw has no value, others have", () => {
  const random = randomSource(3);
  const columns = Array.from({ length: 9 }, () => [...drawNormals(8, random)]);
  columns[4] = [0, 0, 0, 1, 0, 0, 0, 0];
  const draw = rowBootstrap(variablesOf(columns), undefined, { ties: "average" });
  // Rows 0, 1, 2, 4, 5, 6, 7, 7 are drawn.
  const rows = [0, 1, 2, 4, 5, 6, 7, 7];
  const system = draw({ uint32: () => rows.shift()! });
  ok(Number.isFinite(system.score([0, 1, 8]).oInformation));
  throws(() => system.score([0, 1, 4]), SingularMultipletError);
});

Deno.test("without ranks: entropies of raw columns are gcmi's, and the label is a column as it is", () => {
  const system = gaussianMoments().prepare(features, undefined);
  const known = Object.entries(reference.gcmi_python.ent_g_bits.raw_x_biascorrected);
  ok(known.length > 5);
  // Columns are standardised, which shifts entropies by the logarithms of their deviations.
  const spread = covariance(features).values;
  for (const [key, entropy] of known) {
    const columns = columnsOf(key);
    const shift = columns.reduce((sum, j) => sum + Math.log(spread[j * 7]!) / 2, 0);
    close(bits(system.entropy!(columns).alone + shift), entropy, 1e-9, key);
  }
  const withLabel = gaussianMoments({ biasCorrected: false }).prepare(features, target);
  equal(withLabel.encoding, "copula");
  const raw = covariance(variablesOf([...valuesOf(features), reference.data.label]));
  const expected = oInformation(raw, [0, 2, 3, 6], { biasCorrected: false });
  close(withLabel.score([0, 2, 3]).oInformation, expected, 1e-12);
});

Deno.test("without ranks: other encodings, degenerate columns and unknown options", () => {
  const [a, b] = [reference.data.x[0]!, reference.data.x[1]!];
  const flawed = variablesOf([a, b, a.map((value, i) => value + b[i]!), a.map(() => 1)]);
  const { variables, leftOut } = gaussianMoments({ degenerate: "drop", encoding: "model" })
    .prepare(flawed, target);
  deepEqual(variables.map(({ index }) => index), [0, 1]);
  deepEqual(leftOut.map(({ index, reason }) => [index, reason]), [[2, "dependent"], [
    3,
    "constant",
  ]]);
  throws(() => gaussianMoments({ ties: "index" } as object), /gaussianMoments.*ties/);
  throws(
    () => gaussianMoments({ encoding: "ordinal" as "copula" }).prepare(features, target),
    /encoding.*ordinal/,
  );
});

Deno.test("by groups: copies of a row count as one, so draws vary as those of the rows themselves", () => {
  const [rows, copies] = [60, 5];
  const random = randomSource(4);
  const [x, noise] = [drawNormals(rows, random), drawNormals(rows, random)];
  const values = Float64Array.from({ length: rows * copies * 2 }, (_, at) => {
    const row = Math.floor(at / 2) % rows;
    return at % 2 === 0 ? x[row]! : x[row]! + noise[row]!;
  });
  const variables = toVariables({ samples: rows * copies, variables: 2, values });
  const groups = Array.from({ length: rows * copies }, (_, at) => at % rows);
  const spread = (options: Parameters<typeof rowBootstrap>[2]) => {
    const draw = rowBootstrap(variables, undefined, { ties: "average", ...options });
    const drawn = randomSource(5);
    const found = Array.from({ length: 300 }, () => draw(drawn).covariance.values[1]!);
    return summarise(found).standardDeviation!;
  };
  const ratio = spread({ groups }) / spread({});
  ok(Math.abs(ratio - Math.sqrt(copies)) < 0.4, `${ratio}`);
  throws(
    () => rowBootstrap(variables, undefined, { groups: [0] }),
    /A bootstrap by groups needs the group of each of 300 samples, got 1/,
  );
});
