/**
 * The lottery ticket hypothesis: the sub-networks that it compares.
 * @module
 */
import type {
  Figure2Result,
  SubnetworkChoice,
  SubnetworkSize,
} from "../../experiments/figure2_result.ts";
import type { Removal } from "../../selection/treatments.ts";
import { PALETTE } from "../theme.ts";
import {
  type NetworkAccuracy,
  type NetworkValue,
  pairedDifferences,
  retrainedAccuracies,
} from "./network_values.ts";
import { REMOVAL_NAMES } from "./removals.ts";
import { sizeEstimates, type SizeLine } from "./size_estimates.ts";
import { type Look, STRATEGY_LOOKS } from "./strategy_looks.ts";

/** Sub-networks of one kind. */
interface Kind extends Look, Required<Pick<SubnetworkChoice, "strategy" | "start">> {
  readonly label: string;
}

/** What is compared, the control last. */
export const KINDS = {
  synergy: {
    ...STRATEGY_LOOKS.synergy,
    label: "synergy, rewound",
    strategy: "synergy",
    start: "rewound",
  },
  random: {
    ...STRATEGY_LOOKS.random,
    label: "random, rewound",
    strategy: "random",
    start: "rewound",
  },
  fresh: {
    colour: PALETTE.fresh,
    symbol: "square",
    label: "random, fresh weights",
    strategy: "random",
    start: "fresh",
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** One of {@link KINDS}. */
export type KindName = keyof typeof KINDS;

/** Accuracies of one kind, network by network. */
export function kindAccuracies(
  result: Figure2Result,
  kind: KindName,
  size: SubnetworkSize,
  removal: Removal,
): NetworkAccuracy[] {
  const { strategy, start } = KINDS[kind];
  return retrainedAccuracies(result, { strategy, start, size, removal });
}

/** Accuracies of one kind minus those of freshly initialised sub-networks, in points. */
export function minusFresh(
  result: Figure2Result,
  kind: KindName,
  size: SubnetworkSize,
  removal: Removal,
): NetworkValue[] {
  return pairedDifferences(
    kindAccuracies(result, kind, size, removal),
    kindAccuracies(result, "fresh", size, removal),
  );
}

/** Values of one kind, network by network. */
export type ReadKind = (
  result: Figure2Result,
  kind: KindName,
  size: SubnetworkSize,
  removal: Removal,
) => readonly NetworkValue[];

/** A line over sizes in all panels. */
export function kindLine(
  result: Figure2Result,
  kind: KindName,
  sizes: readonly SubnetworkSize[],
  removals: readonly Removal[],
  read: ReadKind,
): SizeLine {
  const points = removals.flatMap((removal) =>
    sizeEstimates(REMOVAL_NAMES[removal], sizes, (size) => read(result, kind, size, removal))
  );
  return { look: KINDS[kind], points };
}
