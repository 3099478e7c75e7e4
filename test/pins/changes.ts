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

/** Figures that changed, and numbers of one: file, title or a text as it is now, what was wrong, SHA-256. */
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
    "Re-training widens the strategies’ gap from 26.65 to 36.54 points at k*",
    "At most twelve words; the complement is named by what it leaves out.",
    "0644eeadf3a8cc195bb233bd39c83564a6a2080d5121774088545847e22ef6d9",
  ],
  [
    "accuracy-by-size.svg",
    "Synergy and random need 11\u00a0to\u00a020 neurons per layer for minimal change",
    "Sizes between those that were run are not known; the subtitle has the sizes and the criterion.",
    "c33eb0b08d752e782c7504331fd6f338fe3b50f7f752864c2f25b183ffec859d",
  ],
  [
    "against-random.svg",
    "No significant difference between any strategy and random at k*",
    "Intervals are corrected over all strategies; the largest difference comes first.",
    "a98acf624f8f5bbdd8a530802585c74098a564549d397ba9146ca1f2f8f84ad2",
  ],
  [
    "class-specificity.svg",
    "No layer differs significantly from fc1 in class specificity",
    "Intervals are corrected over the layers compared.",
    "cfc6fa42d391a6d4767ad111a4ff89033a5d5f4bba91da773d29285320a23821",
  ],
  [
    "exact-against-greedy.svg",
    "Greedy search misses the extreme in 80.2\u00a0% of searches that can miss",
    "Searches that cannot miss, being exhaustive, do not count.",
    "f12bf0d064dee0684302a58a551f99a775cbc250d0c1b4676868eee993b715e7",
  ],
  [
    "figure-1.svg",
    "Redundancy dominates fc2 and fc3; neither significantly dominates fc1 or fc_out",
    "Title and verdict say “dominates” of the same interval.",
    "8a355a23c988e7058a765ee5550242c34359af87619dd565f71b0054afe74c75",
  ],
  [
    "figure-2-exact.svg",
    "No significant difference between synergy and any baseline at exact k*",
    "“No better than” stated a null: the verdict’s words, and the correction in the subtitle.",
    "00071f388be26cfdcdca046e58f748162e66b3b0103654cfeb12f86d97d5c951",
  ],
  [
    "figure-2.svg",
    "No significant difference between synergy and any baseline at k*",
    "“No better than” stated a null: the verdict’s words, and the correction in the subtitle.",
    "3016f1f9a1f92d7d0d4f20a53ddad0934d5b3e7982c5209e2647fe2b5cb83aeb",
  ],
  [
    "label-renaming.svg",
    "Renumbering the classes changes Ω by 0.18\u00a0bits, 64.5\u00a0% of |Δ|",
    "The change is compared with Δ itself, not with the spread of networks.",
    "680cac762abad4438e9d279f4503d7bb65f3656b9f49b0bce0f21c8998b25b96",
  ],
  [
    "lottery-ticket.svg",
    "No significant difference between rewound and fresh weights at k*",
    "Random neurons are compared over the draws that fresh weights were given to.",
    "b61d5267aeca09e963ce4e3e0efaf59e8ca283498d70fbd3f94d7ce67031dc0c",
  ],
  [
    "lottery-ticket.csv",
    "random,4,zero,rewound,0,4 4 4,3,",
    "Of five draws of random neurons those count that fresh weights were given to.",
    "485486e02deee913eaebaa174631938c2f1cca92a10e888e4b3114afa46f6bc2",
  ],
  [
    "multiplet-weights.svg",
    "In fc1 the most redundant multiplet has all 20 neurons, the most synergistic 7",
    "One finding; the network moved to the subtitle.",
    "4a8f650b971dd4844f4ee12fa1aaf92e54fc030b92352a92490474d12ddabd50",
  ],
  [
    "parts-against-whole.svg",
    "Sums over pairs of neurons with y do not give Ω (R²\u00a0=\u00a00.01)",
    "Ω of a Gaussian copula follows from pairs, but not from this sum over them.",
    "e36f11ee3790f9246e2e57ae9c785a212b4e81da959e6d4d5ce3f29037816f69",
  ],
  [
    "parts.svg",
    "The labels contribute 6.1\u00a0% of |Ω(X)| + |Δ| (copula, k\u00a0≥\u00a03)",
    "The share holds for one encoding and from three neurons on; the subtitle has the others.",
    "6c0bdd9ab1af70486961088223c2e1670ecab7b302e7b0c205db31f74a0b89fb",
  ],
  [
    "selection.svg",
    "Selecting on validation data reverses no comparison with random at k*",
    "Significant in one selection and not in the other is no change.",
    "6241294f1fdd23e33cb09fa188be999ace775a93b63960fa04f61a718aa937df",
  ],
  [
    "shared-neurons.svg",
    "No strategy shares significantly more or fewer neurons with synergy than chance",
    "“More than chance” was judged without correction and said nothing of fewer.",
    "6a412f99fecb217445311b6c5a755307a8b1a1040e95ebb392a4c7df1634c19b",
  ],
  [
    "target-encodings.svg",
    "No target encodings disagree significantly on the dominant end of Ω",
    "Significant under one encoding and not under another is no difference.",
    "5897ed6160a84dbae312d0e0f6ee6522af39e8b14b8200802c3ca8682b1bab88",
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
