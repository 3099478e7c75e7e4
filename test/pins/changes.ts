/**
 * Pinned values that were meant to change: which string became which, and the fault that this mends.
 * A value with these strings put back is the pinned one, so nothing else has changed. Where the lines of
 * a figure move with a string, the whole figure is pinned anew.
 */
import { sha256 } from "../../lib/system/artifacts/json.ts";

/** One string of a figure, of its numbers or of the verdicts that is not what was pinned any more. */
export interface MeantChange {
  /** File name of a figure or of its numbers, or `verdicts`. */
  readonly where: string;
  /** What was pinned, `$1` being what a pattern caught; empty for a string that is new. */
  readonly before: string;
  /** What stands there now, wherever it occurs. */
  readonly after: string | RegExp;
  /** The fault. */
  readonly mends: string;
  /** SHA-256 of the figure as it is now, where lines moved with the string. */
  readonly redrawn?: string;
}

/** Figures whose title or subtitle changed: file, title as it is now, what was wrong, SHA-256. */
const REDRAWN: readonly (readonly [where: string, title: string, mends: string, sha: string])[] = [
  [
    "accuracy-curves.svg",
    "Test accuracy reaches 82.2\u00a0% after 2 epochs",
    "One finding of at most twelve words; training accuracy stands above its panel.",
    "dce75e918ef6dc807908ca60f0c56f0b0287e08dfe877da76354b2c2a721af19",
  ],
  [
    "confusions.svg",
    "Network 0 most often takes 1 for 8: 34 of 189 errors",
    "One finding of at most twelve words; the number of images stands in the subtitle.",
    "94b3c739d2a5141a5eafd6ffd8499daeee7f61c6e68a3e706cfc3b4d99fde609",
  ],
  [
    "digits.svg",
    "2,000 training images of 10 classes, 1,000 test images",
    "“To learn from” and “to be tested on” are training and test images.",
    "2f81e7905645bbb9c35b132b48d81877811a9b194f047e85268dfe3c8aa31077",
  ],
  [
    "final-accuracies.svg",
    "None of 3 networks reaches the paper’s 96\u00a0% on both sets",
    "Title, verdict and finding are one sentence.",
    "c654d88991c1379534c3fc5d1ca2ee2780821c27cb7f330f66975c5e8eb6a890",
  ],
  [
    "loss-curves.svg",
    "Test loss is still falling after 2 epochs, at 0.589\u00a0nats",
    "One finding of at most twelve words; training loss stands above its panel.",
    "bdac85fe4fcc5786594b5a76e7986641bc06e8bff7c18a8a8c998f053c775ec9",
  ],
  [
    "ablation.svg",
    "Re-training widens the gap between strategies from 26.65 to 36.54 points at k*",
    "One finding of at most twelve words; accuracies stand in the panels.",
    "f975f678057c41c39790f0dca8ae3f317239d0300bee7da805e9e1f9f28632af",
  ],
  [
    "accuracy-by-size.svg",
    "Synergy and random need 20 neurons per layer to stay within 1 point",
    "The title names one removal and the bound that it counts; the subtitle has the other removal and the scale.",
    "de79c72ed2b66f34f1a577b2a24f42f065d49c2d28805b576a864d68e54b1435",
  ],
  [
    "against-random.svg",
    "Magnitude and iterative magnitude are better than random at k*",
    "The title is judged as the verdict is: synergy by its corrected interval.",
    "7843a55f0f21a88b7fe55724e9b769909765ef5cea42adcec1b620b3700acefb",
  ],
  [
    "class-specificity.svg",
    "No layer differs significantly from fc1 in class specificity",
    "“Neither more nor less” was true of every result without significance.",
    "f4293cec5be342f921140a550ad0631e7dacd2ef5d850b9274c183c35a19caa5",
  ],
  [
    "exact-against-greedy.svg",
    "Greedy search misses the exact extreme in 51.0\u00a0% of searches",
    "One finding; the number of searches and the largest gap moved to the subtitle.",
    "83183760b5a641c42635179d8afd139a0568d5243f4d9f368368158d08f3fdc4",
  ],
  [
    "figure-1.svg",
    "Redundancy dominates fc2 and fc3; neither significantly dominates fc1 or fc_out",
    "Title and verdict say “dominates” of the same interval.",
    "8a355a23c988e7058a765ee5550242c34359af87619dd565f71b0054afe74c75",
  ],
  [
    "figure-2-exact.svg",
    "Synergy is no better than random, MI model or MI mixture at exact k*",
    "Title and verdict come from one judgement; conditions moved to the subtitle.",
    "1ef6085f65d7e649f7c45a8f137c847ea9bb44b45e2a78ab7740b2a54a6d856e",
  ],
  [
    "figure-2.svg",
    "Synergy is no better than random, MI model or MI mixture at k*",
    "Title and verdict come from one judgement; conditions moved to the subtitle.",
    "ba16ff9502af1ef5d993ba496f6e4164d8735f5c063f12105b95f6389941fd28",
  ],
  [
    "label-renaming.svg",
    "Renumbering the classes changes Ω by 0.18\u00a0bits, 17.8\u00a0% of the networks’ spread",
    "“Hardly matters” judged a number that the title gives.",
    "a6994a4b6ca5cd8522dd6be31dbc2bd5587a325f9654fa5600e25d91ad368307",
  ],
  [
    "lottery-ticket.svg",
    "Rewound random is worse than fresh weights at k*",
    "One finding; the removal moved to the subtitle.",
    "99e5cc78f6d7e61bc365624af0de9d2fe1369832eaa617d8bd29849c8549060f",
  ],
  [
    "multiplet-weights.svg",
    "In fc1 the most redundant multiplet has all 20 neurons, the most synergistic 7",
    "One finding; the network moved to the subtitle.",
    "4a8f650b971dd4844f4ee12fa1aaf92e54fc030b92352a92490474d12ddabd50",
  ],
  [
    "parts-against-whole.svg",
    "Sums over pairs do not predict Ω (R² = 0.01)",
    "A share explained of −0.4 is no share: the title gives R².",
    "c8afee384c546932060aa6ec7ccaff3a436c220834651fbc1a2c351a8d5fb584",
  ],
  [
    "parts.svg",
    "The labels contribute little to the extremes: 6.1\u00a0% of |Ω(X)| + |Δ|",
    "“Made by the neurons among themselves” is no quantity; “target’s part” is the target contribution.",
    "76bc4f93bafc4851c39a24c54c40d76bb03a9264e622f921e1db926509c51aba",
  ],
  [
    "selection.svg",
    "Selecting on validation data changes no comparison with random at k*",
    "The title is judged as that of the comparison with random neurons.",
    "fb6d6b0325cb942560b3bf6239b6615d8837c9283ba8e56ff8b49fe667a5ac97",
  ],
  [
    "shared-neurons.svg",
    "Synergy shares no more neurons with any strategy than chance",
    "One finding, about synergy; the largest index stands in the panels.",
    "92f65fa4d542416f4ad6216d23b605da4f75b021a92d113563cc8dfe820536c0",
  ],
  [
    "target-encodings.svg",
    "Whether redundancy dominates depends on the target encoding in fc1 and fc_out",
    "The layers where the answer depends on the encoding, in one clause.",
    "b5999f5b58a85e58b9346f56cbd9a8db20bd38daf36e35f0eb0aea42cb6c1c27",
  ],
  [
    "trained-against-untrained.svg",
    "Training shifts fc2 and fc3 towards redundancy",
    "Layers without a significant change are not listed.",
    "eec6f5bba50944df155db69836ecc545c3e70ecc5c8250e64a36fcf0f0f132d2",
  ],
];

const ONE_WORDING = "Titles, verdicts and guides use the same words for the same outcome.";

/** In the order in which they were made. */
export const CHANGES: readonly MeantChange[] = [
  ...REDRAWN.map(([where, after, mends, redrawn]) => ({
    where,
    before: "",
    after,
    mends,
    redrawn,
  })),
  {
    where: "verdicts",
    before: "None of 3 networks reach the paper's 96 % on both the training and the test set.",
    after: "None of 3 networks reaches the paper’s 96\u00a0% on both sets.",
    mends: "Title, verdict and finding are one sentence.",
  },
  {
    where: "verdicts",
    before: "trained minus untrained",
    after: "change by training",
    mends: "A difference between two states of one network is a change.",
  },
  ...([
    ["in $1 neither outweighs the other", /neither significantly dominates (\w+)/g],
    ["in $1 redundancy outweighs synergy", /redundancy dominates (\w+)/g],
    [
      "in $1 neither outweighs the other (d =",
      /training does not significantly shift (\w+) \(change of d:/g,
    ],
    [
      "in $1 redundancy outweighs synergy (d =",
      /training shifts (\w+) towards redundancy \(change of d:/g,
    ],
    [
      "$1 is not told apart from $2 (",
      /no significant difference between (synergy|random) and (random|MI model|MI mixture) \(/g,
    ],
    [
      "$1 is not shown to be within $3 of $2",
      /equivalence of (MI model|MI mixture) and (random) \((±0.5 points)\) not shown/g,
    ],
    [
      "the drop from the whole network to synergy is more than 1 point ($1 points, $2)",
      /the synergistic sub-network is (\S+) points below the whole network \((.*?)\): more than 1 point below/g,
    ],
  ] as const).map(([before, after]) => ({ where: "verdicts", before, after, mends: ONE_WORDING })),
];

/** The text with its changes put back, from the last to the first. */
export function withoutChanges(
  where: string,
  text: string,
  changes: readonly MeantChange[] = CHANGES,
): string {
  return changes.filter((change) => change.where === where)
    .reduceRight((now, { before, after }) => now.replaceAll(after, before), text);
}

/** The pinned SHA-256 of a text: that of the newest drawing, or else of the text before all changes. */
export function expectedChecksum(
  where: string,
  pinned: string | undefined,
  changes: readonly MeantChange[] = CHANGES,
): string | undefined {
  const drawings = changes.filter((change) => change.where === where && change.redrawn);
  return drawings.at(-1)?.redrawn ?? pinned;
}

/** SHA-256 of what is compared with {@link expectedChecksum}. */
export function comparedChecksum(
  where: string,
  text: string,
  changes: readonly MeantChange[] = CHANGES,
): string {
  const own = changes.filter((change) => change.where === where);
  const later = own.slice(own.findLastIndex(({ redrawn }) => redrawn !== undefined) + 1);
  return sha256(withoutChanges(where, text, later));
}
