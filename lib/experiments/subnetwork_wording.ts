/**
 * Sub-networks in words.
 * @module
 */
import type { SubnetworkSize } from "./figure2_result.ts";
import type { Removal } from "../selection/treatments.ts";

/** A size in words; without the paper's asterisk, which Markdown would take for emphasis. */
export function sizeText(size: SubnetworkSize): string {
  if (size === "k*") return "best synergistic size by greedy search";
  if (size === "k* exact") return "best synergistic size by exact search";
  return size === 1 ? "1 neuron a layer" : `${size} neurons a layer`;
}

/** What happens to the neurons that are not kept, in words. */
export function removalText(removal: Removal): string {
  return removal === "zero" ? "other neurons removed" : "other neurons frozen";
}
