/** The study of one network from training to its table, on a few digits; and what its tables say. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import {
  experimentConfig,
  TRUST_PRESETS,
  TRUST_SETTINGS,
  type TrustConfig,
} from "../../../lib/beyond/trust/config.ts";
import { COMPARED } from "../../../lib/beyond/trust/estimates.ts";
import {
  estimatesRows,
  estimateText,
  estimatorNotes,
  estimatorsFinding,
  plantedRows,
  testedRows,
} from "../../../lib/beyond/trust/findings.ts";
import { namedExtremes, type TrustResult, trustTable } from "../../../lib/beyond/trust/result.ts";
import { TRUST } from "../../../lib/beyond/trust/study.ts";
import type { MultipletEstimate } from "../../../lib/information/mod.ts";
import { networkInput, networkKey } from "../../../lib/paper/training/network.ts";
import { openContext, PRESETS } from "../../../lib/paper/mod.ts";
import { resolveSettings } from "../../../lib/paper/settings.ts";
import { csvText } from "../../../lib/studies/table.ts";
import { Runner, runStudy } from "../../../lib/studies/mod.ts";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { csvRows } from "../../figures/csv_checks.ts";
import { words } from "../../figures/svg_checks.ts";
import { inFolder } from "../../in_folder.ts";
import { flat, inventedLayers } from "../../paper/layers/invented.ts";
import { permitted } from "../../permitted.ts";

const TOY: TrustConfig = {
  ...TRUST_PRESETS.smoke,
  samples: { train: 300, test: 200 },
  hiddenWidths: [6, 5],
  epochs: 1,
  rankBiasDraws: 2,
};

Deno.test("the network is the first one of the paper's preset", permitted, async () => {
  using runner = new Runner({ store: new ArtifactStore("unused"), workers: 1 });
  for (const preset of ["smoke", "embedded"] as const) {
    const own = experimentConfig(TRUST_PRESETS[preset]);
    const context = await openContext(PRESETS[preset], runner);
    equal(
      networkKey(networkInput(own, context, 0)),
      networkKey(networkInput(PRESETS[preset], context, 0)),
    );
  }
});

Deno.test("settings: tests and references cannot be left out", () => {
  const resolve = (overrides: Readonly<Record<string, unknown>>) =>
    resolveSettings(TRUST_SETTINGS, "smoke", overrides);
  equal(resolve({ permutations: 99 }).permutations, 99);
  throws(() => resolve({ permutations: 0 }), /permutations/);
  throws(() => resolve({ referenceDraws: 1 }), /referenceDraws/);
  throws(() => resolve({ networks: 2 }), /networks/);
  throws(() => resolve({ dataset: "digits" }), /dataset/);
});

Deno.test(
  "the table has the rows of the layers and of every estimator, the same for any number of workers",
  permitted,
  () =>
    inFolder(async (folder) => {
      const results: TrustResult[] = [];
      for (const workers of [1, 2]) {
        using runner = new Runner({ store: new ArtifactStore(`${folder}/${workers}`), workers });
        results.push(await runStudy(TRUST, TOY, runner));
      }
      const [result, other] = results as [TrustResult, TrustResult];
      const csv = csvText(TRUST.table(result));
      equal(csv, csvText(TRUST.table(other)));
      const rows = csvRows(csv);
      const own = rows.filter(({ estimator }) => estimator !== "gaussian-copula");
      deepEqual(
        new Set(own.map(({ estimator }) => estimator)),
        new Set(COMPARED.map(({ name }) => name)),
      );
      equal(own.length, namedExtremes(result.layers).length * COMPARED.length);
      ok(own.some(({ refused }) => refused !== ""));
      // The estimator of the search finds what the search found, but for the ranks of equal classes.
      for (const { row, estimates } of result.extremes) {
        const [copula] = estimates;
        ok(copula && "measures" in copula);
        ok(Math.abs(copula.measures.oInformation!.value! - row.oInformation) < 0.03);
        ok(
          Math.abs(copula.measures.featuresOInformation!.value! - row.featuresOInformation) < 1e-9,
        );
      }
      const beyond = rows.filter(({ features_difference_to_reference_bits: own }) => own !== "");
      ok(beyond.length > 0 && beyond.every(({ encoding }) => encoding === ""));
      equal(testedRows(result).length, result.extremes.length);
      ok(
        testedRows(result).every(({ bound, permuted, independent, half, untrained }) =>
          [bound, permuted, independent, half, untrained].every((text) => text !== "")
        ),
      );
      equal(plantedRows(result).length, result.planted.length);
      ok(TRUST.findings(result).length > 3);
    }),
);

const layers = inventedLayers([{
  fc1: { exact: { ...flat(2, -1, 5), synergy: [-1, -2, -3, 0] } },
}]);

Deno.test("extremes: both ends of three neurons, and of the size with the smallest Ω", () => {
  const [up, down] = ["redundancy", "synergy"];
  deepEqual(namedExtremes(layers).map(({ size, end }) => [size, end]).sort(), [
    [3, up],
    [3, down],
    [4, up],
    [4, down],
  ]);
  // Where that size is three, nothing is there twice.
  const triples = inventedLayers([{ fc1: { exact: flat(2, -1, 3) } }]);
  ok(namedExtremes(triples).every(({ size }) => size === 2 || size === 3));
});

const found = (oInformation: number, information = 0): MultipletEstimate => ({
  measures: {
    oInformation: { value: oInformation * Math.LN2 },
    information: { value: information * Math.LN2 },
  },
  warnings: [],
});
const refused: MultipletEstimate = { refused: "too few samples" };

Deno.test("agreement: the sign of the search; an estimator without a number does not count", () => {
  const [row] = namedExtremes(layers).filter(({ end }) => end === "synergy");
  const [same, opposite] = [found(-1), found(1)];
  const extremes = [
    { row: row!, estimates: [refused, same, opposite, refused, same, null] },
    { row: row!, estimates: [same, same, same, found(-1, 2.01), refused, null] },
  ];
  // H(y) of invented layers is 2 bits: the fourth estimate means nothing.
  const result = { extremes, layers };
  const { statement, estimates } = estimatorsFinding(result);
  equal(
    words(statement),
    "In network 0, other estimators find the same sign in 4 of 5 cases of min Ω",
  );
  deepEqual(estimates.map(({ label, mean }) => [label, mean]), [
    ["same sign by copula, class-gaussian, of 2", 100],
    ["same sign by gaussian, of 2", 50],
    ["same sign by bins, of 1", 100],
  ]);
  equal(
    estimatorsFinding({ layers, extremes: [{ row: row!, estimates: COMPARED.map(() => refused) }] })
      .statement,
    "Not tested: no other estimator has Ω of an extreme",
  );
  const [cells, second] = estimatesRows(result);
  equal(second!["ksg"], "I > H(y)");
  deepEqual(
    [cells!["gaussian"], cells!["ksg"], cells!["bounded"], words(cells!["extreme"]!)],
    ["1.00", "refused", "", "fc1, min Ω, k = 3"],
  );
  deepEqual(estimatorNotes(result).map(words), [
    "copula, fc1, min Ω, k = 3 and 2 more: too few samples",
  ]);
});

Deno.test("rows of tests: cells of what was not tested are empty, another multiplet in the other half is marked", () => {
  const exact = { redundancy: [2, 2, 2, 0], synergy: [-1, -2, -3, 0] };
  const result = (tests: Parameters<typeof inventedLayers>[0][number][string]["tests"]) => {
    const own = inventedLayers([{
      fc1: { exact, untrained: flat(1, -0.5, 5), ...(tests && { tests }) },
    }]);
    const rows = namedExtremes(own).filter(({ end, size }) => end === "synergy" && size === 3);
    const [row] = rows as [typeof rows[number]];
    const cells = (changed: Partial<typeof row>) =>
      testedRows({
        layers: own,
        extremes: [{ row: { ...row, ...changed }, estimates: [] }],
      } as unknown as TrustResult).map((cell) => Object.values(cell).map(words)).flat();
    return { row, cells };
  };
  const extreme = ["fc1, min Ω, k = 3", "0 1 2", "−2.00"];
  deepEqual(result(undefined).cells({}), [
    ...extreme,
    ...["", "", "", "", "", "", "", ""],
    "−0.50",
  ]);
  const halves = [-2, -1.5] as const;
  const tested = result(() => ({ bound: -1, independent: 0.25, halves, carriedOver: false }));
  const tests = ["−1.00", "0.010", "0.250", "−2.00"];
  deepEqual(tested.cells({ rankBias: Math.LN2 / 4 }), [
    ...extreme,
    ...tests,
    ...["−1.50", "−1.60 to −1.40", "no", "0.25", "−0.50"],
  ]);
  // A multiplet of two was not compared with its parts.
  const { carriedOver: _, ...otherHalf } = tested.row.otherHalf!;
  deepEqual(tested.cells({ otherHalf: { ...otherHalf, multiplet: [0, 1, 3] } }), [
    ...extreme,
    ...tests,
    ...["−1.50†", "−1.60 to −1.40", "", "", "−0.50"],
  ]);
  equal(tested.cells({ otherHalf: { ...otherHalf, carriedOver: true } })[9], "yes");
});

Deno.test("rows of estimates: nearest neighbours have their difference to the reference; reasons name one extreme or count them", () => {
  const [row] = namedExtremes(layers).filter(({ end }) => end === "synergy");
  const bits = (value: number) => value * Math.LN2;
  const ksg: MultipletEstimate = {
    measures: {
      oInformation: { value: bits(-1) },
      information: { value: bits(2.5) },
      featuresOInformation: {
        value: bits(-0.75),
        reference: { mean: 0, standardDeviation: bits(0.25), truth: 0 },
        difference: bits(-0.5),
      },
    },
    warnings: ["few samples"],
  };
  const bare: MultipletEstimate = { measures: {}, warnings: [] };
  const extremes = [ksg, refused, bare].map((own) => (
    { row: row!, estimates: [bare, bare, bare, own, bare, null] }
  ));
  const cells = estimatesRows({ extremes, layers }).map((one) =>
    [one["ksg"], one["beyondGaussian"], one["deviation"]].map((text) => words(text!))
  );
  deepEqual(cells, [["I > H(y)", "−0.50", "0.25"], ["refused", "", ""], ["–", "", ""]]);
  deepEqual(estimatorNotes({ extremes }).map(words), [
    "ksg, fc1, min Ω, k = 3: few samples",
    "ksg, fc1, min Ω, k = 3: too few samples",
  ]);
  // The table says where I(X; y) is above H(y), which is 2 bits here.
  const table = csvRows(csvText(trustTable({ layers, extremes } as unknown as TrustResult)));
  deepEqual(
    table.filter(({ estimator }) => estimator === "ksg").map((one) => [
      one["information_exceeds_entropy"],
      one["information_bits"],
      one["features_difference_to_reference_bits"],
      one["features_reference_deviation_bits"],
      one["refused"],
    ]),
    [["yes", "2.5", "-0.5", "0.25", ""], ["", "", "", "", "too few samples"], [
      "",
      "",
      "",
      "",
      "",
    ]],
  );
});

Deno.test("cells: Ω with a class, its part of a pair, Ω(X) without one, a difference in parentheses", () => {
  const bits = (value: number) => ({ value: value * Math.LN2 });
  const measures = { featuresOInformation: bits(1), targetContribution: bits(2) };
  const estimate = { measures, warnings: [] };
  equal(estimateText(estimate, { hasClass: false, isPair: false }), "1.00");
  equal(estimateText(estimate, { hasClass: true, isPair: true }), "2.00");
  equal(estimateText(estimate, { hasClass: true, isPair: false }), "–");
  equal(estimateText(found(-1), { hasClass: true, isPair: false }), "−1.00");
  const reference = { mean: 0, standardDeviation: 1, truth: 0 };
  const biased = { reference, difference: 0.25 * Math.LN2 };
  equal(
    estimateText({ measures: { oInformation: biased }, warnings: [] }, {
      hasClass: true,
      isPair: false,
    }),
    "(0.25)",
  );
});
