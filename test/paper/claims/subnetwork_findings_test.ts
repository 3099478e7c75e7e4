/** Titles and verdicts come from one judgement: over results of every outcome they say the same. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  judgeSubnetworkClaim,
  lotteryTicketRows,
  type RetrainingResult,
} from "../../../lib/paper/mod.ts";
import {
  ablationFigure,
  accuracyBySizeFigure,
  controlsFigure,
  cumulativeAblationFigure,
  figure2ByLayerFigure,
  figure2Figure,
  lotteryTicketFigure,
  pairedDifferencesFigure,
  selectionFigure,
  sharedNeuronsFigure,
} from "../../../lib/paper/figures.ts";
import { selectionFinding } from "../../../lib/paper/claims/arm_findings.ts";
import {
  againstRandomFinding,
  lowestDropFinding,
  minimalSizeFinding,
} from "../../../lib/paper/claims/subnetwork_findings.ts";
import { words } from "../../figures/svg_checks.ts";
import { intervalSide, pairedDifference } from "../../../lib/statistics/mod.ts";
import type { Finding } from "../../../lib/studies/finding.ts";
import {
  ARMS,
  compared,
  invented,
  type Plan,
  plausible,
  shifted,
  WHOLE,
} from "../subnetworks/invented.ts";

const intervalOf = ({ estimates }: Finding, wanted: string) =>
  estimates.find(({ label }) => label === wanted)!.interval!;

const READING = { size: "k*", removal: "zero" } as const;
const base = shifted(WHOLE, -1);

/** Synergy so many points above each of the others, with so much noise. */
function results(networks: number, plan: Plan = {}): RetrainingResult[] {
  const shifts = [-1, 0, 0.2, 1];
  return shifts.flatMap((random) =>
    shifts.flatMap((model) =>
      [0.1, 0.35, 3].map((noise) =>
        compared(WHOLE.slice(0, networks), {
          synergy: base,
          random: shifted(base, -random, noise),
          "mi-model": shifted(base, -model, noise),
          "mi-mixture": shifted(base, 0.5, noise),
        }, plan)
      )
    )
  );
}

Deno.test("figure 2: the title says better and worse as the verdict does", () => {
  const above = [
    ...results(10),
    compared(WHOLE, {
      synergy: base,
      random: shifted(base, -1),
      "mi-model": shifted(base, -1),
      "mi-mixture": shifted(base, -1),
    }),
  ];
  const verdicts = new Set<string>();
  for (const result of above) {
    const { verdict, statement } = judgeSubnetworkClaim("lowest accuracy drop", result, READING);
    const title = figure2Figure(result).title;
    // The statement adds whether both are equivalent, where they do not differ.
    equal(title.toLowerCase(), statement.toLowerCase().split("; ")[0]);
    const better = /is better (only )?than/.test(title);
    const worse = /worse (only )?than/.test(title);
    const expected = better
      ? worse ? "mixed" : / only than/.test(title) ? "partly reproduced" : "reproduced"
      : worse
      ? "contradicted"
      : "undecided";
    equal(verdict, expected, title);
    verdicts.add(verdict);
  }
  ok(verdicts.size >= 3, [...verdicts].join());
});

Deno.test("the finding of a figure carries the verdict and the numbers of its claim", () => {
  const [result] = results(10);
  const { verdict, estimates } = judgeSubnetworkClaim("lowest accuracy drop", result!, READING);
  const finding = lowestDropFinding(result!, "k*");
  deepEqual([finding.verdict, finding.estimates], [verdict, estimates]);
  const { verdict: one } = lowestDropFinding(results(1)[0]!, "k*");
  equal(one, "undecided");
});

Deno.test("against random: nothing is said of synergy that the verdict does not say", () => {
  const seen = new Set<string>();
  for (const result of results(10)) {
    const { estimates } = judgeSubnetworkClaim("lowest accuracy drop", result, READING);
    const { interval } = estimates.find(({ label }) => label === "synergy − random")!;
    const finding = againstRandomFinding(result, "k*");
    equal(pairedDifferencesFigure(result).title, finding.statement);
    const [judged, said] = [interval!, intervalOf(finding, "synergy − random")].map(intervalSide);
    // The title may say less: it corrects for all strategies of the figure.
    ok(said === judged || said === "around", finding.statement);
    if (/^synergy (is|and)/i.test(finding.statement)) ok(said !== "around", finding.statement);
    seen.add(said!);
  }
  deepEqual([...seen].sort(), ["above", "around", "below"]);
});

Deno.test("against random: the title takes the corrected interval where the plain one excludes 0", () => {
  // As in the test of the claim: p = 0.03, three times.
  const wave = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1].map((sign) => 1 + 1.1588 * sign);
  const other = base.map((value, at) => value - wave[at]!);
  const strategies = { synergy: base, random: other, "mi-model": other, "mi-mixture": other };
  const result = compared(WHOLE, strategies);
  ok(pairedDifference(base, other).interval![0] > 0);
  equal(
    againstRandomFinding(result, "k*").statement,
    "No significant difference between any strategy and random at k*",
  );
  // Without the other baselines there is nothing to correct for.
  equal(
    againstRandomFinding(compared(WHOLE, { synergy: base, random: other }), "k*").statement,
    "Synergy is better than random at k*",
  );
});

Deno.test("against random: the wider interval of the figure and the verdict counts for synergy", () => {
  // As above p = 0.03 for synergy. Both MI methods are clearly better than random and no different from synergy: it
  // comes last among the strategies of the figure, and first among the comparisons of the verdict.
  const other = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1]
    .map((sign, at) => base[at]! - 1 - 1.1588 * sign);
  const model = shifted(other, 1, 0.01);
  const strategies = { synergy: base, random: other, "mi-model": model, "mi-mixture": model };
  const finding = againstRandomFinding(compared(WHOLE, strategies), "k*");
  equal(finding.statement, "MI model and MI mixture are better than random at k*");
  ok(intervalOf(finding, "synergy − random")[0] < 0);
});

Deno.test("size: the number in the title is the smallest one with a minimal change", () => {
  const verdicts = new Set<string>();
  for (const drop of [0.2, 0.9, 1.1, 2]) {
    for (const noise of [0, 0.5, 3]) {
      const result = compared(WHOLE, { synergy: shifted(WHOLE, -drop, noise) }, { sizes: [8] });
      const { verdict } = judgeSubnetworkClaim("minimal change", result, {
        size: 8,
        removal: "zero",
      });
      const { statement } = minimalSizeFinding(result, [8]);
      equal(accuracyBySizeFigure(result).title, statement);
      equal(words(statement).includes("over 8 neurons"), verdict !== "reproduced", statement);
      verdicts.add(verdict);
    }
  }
  deepEqual([...verdicts].sort(), ["contradicted", "reproduced", "undecided"]);
});

Deno.test("lottery ticket: the title agrees with the table of controls", () => {
  for (const shift of [-1, 0, 1]) {
    const synergy = shifted(base, shift);
    const result = compared(WHOLE, { synergy, random: base }, { fresh: base });
    const interval = lotteryTicketRows(result)[0]!.fresh.replaceAll("−", "-");
    const [low, high] = /\((\S+) to (\S+)\)/.exec(interval)!.slice(1).map(Number);
    const { title } = lotteryTicketFigure(result);
    equal(/synergy is better/.test(title), low! > 0, title);
    equal(/synergy is worse/.test(title), high! < 0, title);
  }
});

Deno.test("selection: the title names a strategy exactly where its corrected interval excludes 0", () => {
  for (const shift of [-1, 0, 1]) {
    for (const noise of [0.1, 3]) {
      const result = invented({
        whole: WHOLE,
        arms: [{ selection: "training" }],
        accuracy: ({ strategy, selection, network }) =>
          strategy === "synergy" && selection === undefined
            ? shifted(base, shift, noise)[network]
            : base[network],
      });
      const finding = selectionFinding(result, "k*")!;
      const label = "synergy, chosen on test − on training activations";
      const side = intervalSide(intervalOf(finding, label));
      equal(/raises the accuracy of synergy/.test(finding.statement), side === "above");
      equal(/lowers the accuracy of synergy/.test(finding.statement), side === "below");
    }
  }
});

Deno.test("titles are short, whatever the result", () => {
  for (const seed of [1, 2, 3]) {
    const result = plausible({ networks: 6, noise: 0.3, seed, arms: ARMS });
    const titles = [
      figure2Figure,
      accuracyBySizeFigure,
      pairedDifferencesFigure,
      lotteryTicketFigure,
      ablationFigure,
      sharedNeuronsFigure,
      selectionFigure,
      figure2ByLayerFigure,
      controlsFigure,
      cumulativeAblationFigure,
    ].map((draw) => draw(result).title);
    for (const title of titles) ok(title.split(" ").length <= 12, title);
  }
});
