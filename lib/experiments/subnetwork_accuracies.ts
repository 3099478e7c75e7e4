/**
 * The accuracies that the claims about sub-networks compare: one per network.
 * @module
 */
import {
  drawsOf,
  type Figure2Result,
  type NetworkSubnetworks,
  type SubnetworkChoice,
} from "./figure2_result.ts";

/** Some networks of a result have a re-training that others lack, so that nothing can be paired. */
export class UnpairedNetworksError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "UnpairedNetworksError";
}

/**
 * Test accuracies of re-trained sub-networks, 0..1, the mean over draws where a strategy draws: one per
 * network, in the order of the result. `undefined` when no network has such a sub-network.
 *
 * @throws {UnpairedNetworksError} when only some networks have one
 */
export function subnetworkAccuracies(
  { networks }: Figure2Result,
  choice: SubnetworkChoice,
): number[] | undefined {
  const accuracies = networks.map((network) => meanAccuracy(network, choice));
  const lacking = networks.filter((_, i) => accuracies[i] === undefined);
  if (lacking.length === networks.length) return undefined;
  if (lacking.length > 0) {
    const { strategy, size, removal, start = "rewound" } = choice;
    throw new UnpairedNetworksError(
      `Cannot compare networks: ${lacking.map(({ index }) => index).join(", ")} lack the ` +
        `re-training of ${strategy} at size ${size} (${removal}, ${start}) that others have; ` +
        "all networks must be re-trained by the same plan",
    );
  }
  return accuracies.flatMap((accuracy) => accuracy ?? []);
}

function meanAccuracy(
  network: NetworkSubnetworks,
  choice: SubnetworkChoice,
): number | undefined {
  const draws = drawsOf(network, choice);
  if (draws.length === 0) return undefined;
  return draws.reduce((sum, { testAccuracy }) => sum + testAccuracy, 0) / draws.length;
}
