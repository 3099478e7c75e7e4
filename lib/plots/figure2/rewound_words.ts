/**
 * Sub-networks with their initial weights against those with fresh weights, in words.
 * @module
 */
import { enumerate, points } from "../format.ts";
import type { Side } from "../side.ts";
import type { Comparison } from "./comparisons.ts";

/** Neurons that are re-trained from the network's initial weights. */
export const REWOUND = ["synergy", "random"] as const;

/** Neurons of one kind, rewound, compared with fresh ones. */
export interface RewoundComparison extends Comparison {
  readonly kind: typeof REWOUND[number];
}

const ADJECTIVES: Readonly<Record<RewoundComparison["kind"], string>> = {
  synergy: "synergistic",
  random: "random",
};

/** What holds on each side; of further sides it is said in fewer words. */
const PHRASES: Readonly<Record<Side, readonly [first: string, further: string]>> = {
  above: ["keep more accuracy than freshly initialised ones", "keep more"],
  below: ["keep less accuracy than freshly initialised ones", "keep less"],
  neither: ["are not told apart from freshly initialised ones", "are not told apart from them"],
};

/**
 * What holds of rewound − fresh: "rewound synergistic neurons keep more accuracy than freshly
 * initialised ones (0.31 points) while rewound random neurons are not told apart from them".
 */
export function rewoundClause(comparisons: readonly RewoundComparison[]): string {
  const parts: string[] = [];
  for (const side of ["above", "below", "neither"] as const) {
    const own = comparisons.filter((one) => one.side === side);
    if (own.length === 0) continue;
    const phrase = PHRASES[side][parts.length === 0 ? 0 : 1];
    const amounts = enumerate(own.map(({ mean }) => points(Math.abs(mean))));
    parts.push(
      `rewound ${enumerate(own.map(({ kind }) => ADJECTIVES[kind]))} neurons ${phrase}` +
        (side === "neither" ? "" : ` (${amounts})`),
    );
  }
  return parts.join(" while ");
}
