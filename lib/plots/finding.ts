/**
 * Findings as titles.
 * @module
 */
import { capitalised } from "./format.ts";

/** Anything that was found in networks. */
interface NetworkResults {
  readonly networks: readonly { readonly index: number }[];
}

/** Words as a title; what was found in a single network is said of that network. */
export function finding({ networks }: NetworkResults, words: string): string {
  return networks.length === 1 ? `In network ${networks[0]!.index} ${words}` : capitalised(words);
}
