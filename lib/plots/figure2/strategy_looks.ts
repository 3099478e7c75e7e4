/**
 * How strategies are named and drawn: each by a colour, a marker and a stroke of its own.
 * @module
 */
import type { SymbolType } from "@observablehq/plot";
import type { StrategyName } from "../../selection/strategy.ts";
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

/** Looks by strategy. Of kin the second one is dashed. */
export const STRATEGY_LOOKS: Readonly<Record<StrategyName, StrategyLook>> = {
  synergy: { label: "synergy", colour: PALETTE.synergy, symbol: "circle" },
  redundancy: { label: "redundancy", colour: PALETTE.redundancy, symbol: "square" },
  complement: {
    label: "complement",
    colour: PALETTE.complement,
    symbol: "diamond",
    dashes: DASHES,
  },
  random: { label: "random", colour: PALETTE.random, symbol: "times", dashes: "1.5,2" },
  "mi-model": { label: "MI model", colour: PALETTE.miModel, symbol: "triangle" },
  "mi-mixture": {
    label: "MI mixture",
    colour: PALETTE.miMixture,
    symbol: "wye",
    dashes: DASHES,
  },
  magnitude: { label: "magnitude", colour: PALETTE.magnitude, symbol: "star" },
  "iterative-magnitude": {
    label: "iterative magnitude",
    colour: PALETTE.iterativeMagnitude,
    symbol: "plus",
    dashes: DASHES,
  },
};
