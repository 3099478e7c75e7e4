/**
 * Accuracies of sub-networks, network by network.
 * @module
 */
import {
  drawsOf,
  type Figure2Result,
  type KeptNeurons,
  type NetworkSubnetworks,
  type SubnetworkChoice,
} from "../../experiments/figure2_result.ts";
import { PlotError } from "../error.ts";
import { capitalised } from "../format.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";

/** A value of one network: an accuracy in per cent, or a difference of accuracies in points. */
export interface NetworkValue {
  /** Position of the network in the order of seeds. */
  readonly network: number;
  readonly value: number;
}

/** The mean test accuracy of a network's draws. */
export interface NetworkAccuracy extends NetworkValue {
  readonly draws: number;
  /** Neurons kept in each layer. */
  readonly sizes: readonly number[];
}

/** What accuracies are read from. */
interface Drawn {
  readonly kept: KeptNeurons;
  readonly testAccuracy: number;
}

/** @throws {PlotError} when there is no network */
export function requireNetworks({ networks }: Figure2Result): void {
  if (networks.length === 0) throw new PlotError("Cannot draw figure 2 without networks");
}

/** Test accuracies after re-training; networks without such a sub-network are left out. */
export function retrainedAccuracies(
  result: Figure2Result,
  choice: SubnetworkChoice,
): NetworkAccuracy[] {
  return meansOverDraws(result, (network) => drawsOf(network, choice));
}

/** Test accuracies right after removal; networks without such a sub-network are left out. */
export function ablatedAccuracies(
  result: Figure2Result,
  { strategy, size }: Pick<SubnetworkChoice, "strategy" | "size">,
): NetworkAccuracy[] {
  return meansOverDraws(
    result,
    ({ ablations }) => ablations.filter((one) => one.strategy === strategy && one.size === size),
  );
}

/** Test accuracies of the whole networks. */
export function wholeAccuracies({ networks }: Figure2Result): NetworkValue[] {
  return networks.map(({ index, testAccuracy }) => ({ network: index, value: 100 * testAccuracy }));
}

/** What the first has more than the second, in networks that have both. */
export function pairedDifferences(
  first: readonly NetworkValue[],
  second: readonly NetworkValue[],
): NetworkValue[] {
  const values = new Map(second.map(({ network, value }) => [network, value]));
  return first.flatMap(({ network, value }) => {
    const other = values.get(network);
    return other === undefined ? [] : [{ network, value: value - other }];
  });
}

/** How many draws means are over, in one sentence; empty where no network has several. */
export function drawsNote(accuracies: readonly NetworkAccuracy[]): string {
  const most = accuracies.reduce((sum, { draws }) => Math.max(sum, draws), 1);
  const random = STRATEGY_LOOKS.random.label;
  return most === 1 ? "" : `${capitalised(random)}: mean over ${most} draws a network.`;
}

function meansOverDraws(
  { networks }: Figure2Result,
  read: (network: NetworkSubnetworks) => readonly Drawn[],
): NetworkAccuracy[] {
  return networks.flatMap((network) => {
    const drawn = read(network);
    const [first] = drawn;
    if (first === undefined) return [];
    const sum = drawn.reduce((total, { testAccuracy }) => total + testAccuracy, 0);
    return [{
      network: network.index,
      value: 100 * sum / drawn.length,
      draws: drawn.length,
      sizes: first.kept.map(({ length }) => length),
    }];
  });
}
