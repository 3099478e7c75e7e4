/**
 * How strategies are named and drawn: each by a colour, a marker and a stroke of its own.
 * @module
 */
import type { SymbolType } from "@observablehq/plot";
import { STRATEGIES, type StrategyName } from "../../selection/strategies.ts";
import { PALETTE } from "../theme.ts";

/** Look of a line with markers. */
export interface Look {
  readonly colour: string;
  readonly symbol: SymbolType;
  /** As in `stroke-dasharray`. Default: a solid line. */
  readonly dashes?: string;
}

/** Name and look of a strategy. */
export interface StrategyLook extends Look {
  /** In keys and beside axes. */
  readonly label: string;
}

const DASHES = "4,2.5";

const LOOKS: Readonly<Record<StrategyName, Look>> = {
  synergy: { colour: PALETTE.synergy, symbol: "circle" },
  redundancy: { colour: PALETTE.redundancy, symbol: "square" },
  complement: { colour: PALETTE.complement, symbol: "diamond", dashes: DASHES },
  random: { colour: PALETTE.random, symbol: "times", dashes: "1.5,2" },
  "mi-model": { colour: PALETTE.miModel, symbol: "triangle" },
  "mi-mixture": { colour: PALETTE.miMixture, symbol: "wye", dashes: DASHES },
  magnitude: { colour: PALETTE.magnitude, symbol: "star" },
  "iterative-magnitude": { colour: PALETTE.iterativeMagnitude, symbol: "plus", dashes: DASHES },
};

/** Looks by strategy. Of kin the second one is dashed. */
export const STRATEGY_LOOKS = Object.fromEntries(
  Object.entries(LOOKS).map((
    [name, look],
  ) => [name, { label: STRATEGIES.get(name).label, ...look }]),
) as Readonly<Record<StrategyName, StrategyLook>>;
