/** What each class adds to the target contribution: beside means of local measures, and the whole. */
import { ok } from "node:assert/strict";
import { ClassContributions } from "../../../lib/information/class_contributions.ts";
import { preparedSystem } from "../../../lib/information/gaussian_system.ts";
import {
  discreteTarget,
  gaussianSystem,
  localMeasures,
  targetSplit,
  toVariables,
} from "../../../lib/information/mod.ts";
import { normalScores } from "../../../lib/information/normalisation.ts";
import { indicatorColumns, numbersOfTarget } from "../../../lib/information/target_encoding.ts";
import { mixedSignals } from "../../mixed_signals.ts";

const { features, labels } = mixedSignals({ variables: 5, samples: 600, seed: 3, noise: 0.8 });
const variables = toVariables(features);
const target = discreteTarget(labels);
const scores = normalScores({ ties: "average" });
const BLOCKS = [[0], [1, 4], [3]];

const close = (found: number, expected: number, tolerance: number, what: string) =>
  ok(Math.abs(found - expected) < tolerance, `${what}: ${found} for ${expected}`);

function contributions(encoding: "copula" | "one-hot" | "model") {
  const { normalised } = preparedSystem(variables, target, { encoding }, scores);
  const found = new ClassContributions(normalised, target, encoding, scores.columns).of(BLOCKS);
  return { normalised, found };
}

Deno.test("ranked label and indicators: the means of local measures over the samples of each class", () => {
  for (const encoding of ["copula", "one-hot"] as const) {
    const { normalised, found } = contributions(encoding);
    const { samples, columns } = normalised;
    const more = encoding === "copula"
      ? scores.columns([numbersOfTarget(target)])
      : indicatorColumns(target);
    const all = { samples, columns: [...columns, ...more] };
    const block = more.map((_, at) => columns.length + at);
    const withTarget = localMeasures(all, [...BLOCKS, block]).oInformation;
    const alone = localMeasures(all, BLOCKS).oInformation;
    target.labels.forEach((label, own) => {
      const rows = Array.from(target.classes.keys()).filter((row) => target.classes[row] === own);
      const mean = rows.reduce((sum, row) => sum + withTarget[row]! - alone[row]!, 0) / rows.length;
      close(found[own]!, mean, 1e-10, `${encoding}, class ${label}`);
    });
  }
});

Deno.test("all encodings: the classes, weighted by their shares, sum to the target contribution", () => {
  for (const encoding of ["copula", "one-hot", "model"] as const) {
    const { found } = contributions(encoding);
    const options = { encoding, ties: "average", biasCorrected: false } as const;
    const system = gaussianSystem(variables, target, options);
    const { targetContribution } = targetSplit(system, BLOCKS, { biasCorrected: false });
    const sum = found.reduce(
      (all, one, at) => all + one * target.counts[at]! / features.samples,
      0,
    );
    // Local entropies have N in place of N − 1.
    close(sum, targetContribution, encoding === "model" ? 0.02 : 0.005, encoding);
    ok(new Set(found.map((one) => one.toFixed(6))).size === target.labels.length);
  }
});
