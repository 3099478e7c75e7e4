/** Figure 2 with one layer reduced at a time. Accuracies are in per cent, their differences in points. */
import { REMOVALS, type StrategyName } from "../../selection/mod.ts";
import { headlineOf } from "../../studies/verdict.ts";
import { capitalised, enumerate } from "../../figures/kit/text.ts";
import { type RetrainingResult, rowsOf, type SubnetworkSize } from "../subnetworks/result.ts";
import {
  type AccuracyDrop,
  accuracyDrop,
  BASELINES,
  estimateOf,
  judgeSubnetworkClaim,
  MINIMAL_DROP,
  type SubnetworkClaimName,
} from "./subnetworks.ts";
import { type ConditionedFinding, REMOVAL_WORDS, strategyLabel, titleOf } from "./wording.ts";

/**
 * With which hidden layers reduced, one at a time, the drop of synergy and of random is minimal (of the first strategy
 * where there is no synergy): each drop is judged as in the verdicts. The note has the same of the paper's other
 * baselines, and the headlines of the other claims over the same layers. `undefined` where no layer was reduced alone.
 */
export function byLayerFinding(
  result: RetrainingResult,
  size: SubnetworkSize,
): ConditionedFinding | undefined {
  const readings = REMOVALS.flatMap((removal) =>
    result.layers.map(({ name: layers }) => ({ size, removal, layers }))
  );
  const casesOf = (strategy: StrategyName) =>
    readings.map((reading) => ({ ...reading, strategy }))
      .filter((choice) => rowsOf(result, choice).length > 0)
      .map((choice) => ({ ...choice, ...accuracyDrop(result, choice) }));
  const [cases = []] = result.strategies.map(casesOf).filter(({ length }) => length > 0);
  if (cases.length === 0) return undefined;
  const { strategy } = cases[0]!;
  const named = (one: typeof cases[number]) => `${one.layers} ${REMOVAL_WORDS[one.removal]}`;
  // What other neurons fulfil too is no property of the synergistic ones.
  const compared = strategy === "synergy" ? ["synergy" as const, ...BASELINES] : [strategy];
  const drops = compared.map((own) => ({ label: strategyLabel(own), cases: casesOf(own) }))
    .filter(({ cases: own }) => own.length === cases.length)
    .map((one) => ({
      ...one,
      minimal: one.cases.filter(({ outcome }) => outcome === "established").map(named),
    }));
  const minimalDrops = [...Map.groupBy(drops, ({ minimal }) => enumerate(minimal))].map(
    ([where, own]) => `${where || "none"} (${enumerate(own.map(({ label }) => label))})`,
  );
  const others: readonly SubnetworkClaimName[] = result.networks.length < 2
    ? []
    : ["lowest accuracy drop", "MI methods similar to random"];
  const note = [
    `Minimal drop: ${minimalDrops.join("; ")}.`,
    ...others.map((name) => {
      const claims = cases.map((reading) => judgeSubnetworkClaim(name, result, reading));
      return `“${capitalised(name)}” with one layer reduced: ${headlineOf(claims)}.`;
    }),
  ];
  const shown = drops.filter(({ cases: [first] }) =>
    first!.strategy === strategy || first!.strategy === "random"
  );
  return {
    statement: titleOf(result.networks, byLayerStatement(shown, result.networks.length)),
    note: note.join(" "),
    estimates: shown.flatMap(({ label, cases }) =>
      cases.map((one) =>
        estimateOf(`whole network − ${label}, ${named(one)}`, one.difference, one.values)
      )
    ),
  };
}

/** Strategies in the same cases, and those in which their drop is minimal, in their order. */
interface SingleLayerDrops {
  readonly label: string;
  readonly cases: readonly (Pick<AccuracyDrop, "outcome"> & { readonly layers: string })[];
  readonly minimal: readonly string[];
}

/** Where the drops of one or two strategies are minimal. */
function byLayerStatement(drops: readonly SingleLayerDrops[], networks: number): string {
  const [first, second] = drops as [SingleLayerDrops, SingleLayerDrops?];
  const { cases, minimal } = first;
  const names = enumerate(drops.map(({ label }) => label));
  const owners = enumerate(drops.map(({ label }) => `${label}’s`));
  const verb = second === undefined ? "drop is" : "drops are";
  if (second !== undefined && second.minimal.join() !== minimal.join()) {
    const count = (own: readonly string[]) => own.length === 0 ? "none" : `${own.length}`;
    return `${first.label}’s drop is minimal in ${count(minimal)} of ${cases.length} cases, ` +
      `${second.label}’s in ${count(second.minimal)}`;
  }
  if (minimal.length === cases.length) {
    return `${owners} ${verb} minimal with any one layer reduced`;
  }
  if (minimal.length === 0) {
    return drops.every((one) => one.cases.every(({ outcome }) => outcome === "opposed"))
      ? `${names} ${
        second ? "lose" : "loses"
      } over ${MINIMAL_DROP} point with any one layer reduced`
      : `${owners} ${verb} not shown minimal with one layer reduced`;
  }
  // Layers that are minimal in all of their cases, where there are no others.
  const outcomes = Map.groupBy(cases, ({ layers }) => layers);
  const whole = [...outcomes].filter(([, own]) =>
    own.every(({ outcome }) => outcome === "established")
  );
  if (whole.reduce((sum, [, own]) => sum + own.length, 0) === minimal.length && whole.length < 3) {
    return `with ${
      enumerate(whole.map(([layers]) => layers), "or")
    } alone reduced, ${owners} ${verb} minimal`;
  }
  if (minimal.length > 1) {
    return second === undefined
      ? `${owners} ${verb} minimal in ${minimal.length} of ${cases.length} single-layer cases`
      : `${names} drop minimally in the same ${minimal.length} of ${cases.length} cases`;
  }
  return networks < 2
    ? `${owners} ${verb} minimal only with ${minimal[0]}`
    : `${owners} ${verb} minimal with ${minimal[0]}, not shown elsewhere`;
}
