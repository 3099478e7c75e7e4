/** What the quantities of a result mean, in a few sentences each. */

/** Their names, and what they are. */
export const TERMS = {
  multiplet: {
    title: "Multiplet",
    text: "A group of variables; its members are looked at together.",
  },
  omega: {
    title: "O-information Ω",
    text:
      "Below 0, synergy dominates: together, the members have information that smaller sets of them do not have. Above 0, " +
      "redundancy dominates: the members repeat the same information. Ω(X, y) is that of the members X and the label y, in " +
      "bits or nats. It is estimated from pairs of columns: what only three or more columns have together is not seen, such " +
      "as an exclusive or. Near 0, it is no evidence of either.",
  },
  totalCorrelation: {
    title: "Total correlation TC",
    text:
      "How far all members, and the label, are from independence. It is 0 if they are independent, and never below 0: an estimate " +
      "below 0 shows the error of the estimate. Ω = TC − DTC.",
  },
  dualTotalCorrelation: {
    title: "Dual total correlation DTC",
    text:
      "The part of the joint entropy of the members, and the label, that they share. It is 0 if they are independent, and never " +
      "below 0: an estimate below 0 shows the error of the estimate. Ω = TC − DTC.",
  },
  features: {
    title: "Ω(X)",
    text: "O-information of the members alone, without the label.",
  },
  target: {
    title: "The label's part Δ",
    text:
      "Ω(X, y) − Ω(X). Below 0, the members together tell more of the label than sets without one of them suggest; above 0, they " +
      "repeat what they tell of it. Where it is small, Ω is a property of the variables among themselves.",
  },
  gradient: {
    title: "∂Ω of a member",
    text:
      "Ω of the multiplet minus Ω without this member. Below 0, the member makes the multiplet more synergistic; above 0, " +
      "more redundant.",
  },
  size: {
    title: "Size k",
    text: "The number of members. The label is not counted.",
  },
  end: {
    title: "Extremes",
    text:
      "Of all multiplets of a size, the one with the smallest value (min) and the one with the largest (max). The smallest Ω can be " +
      "above 0: then the search found no synergistic multiplet of this size. “given”: a multiplet that was asked for.",
  },
  renumbered: {
    title: "Other class numbers",
    text:
      "The label enters by the number of its class, as if the classes had an order. These are the smallest and the largest value with 20 " +
      "random orders. If they are far from each other, the value depends on the order: choose the label encoding one-hot if the order means nothing.",
  },
  split: {
    title: "In two halves",
    text:
      "There are few samples, so the search was repeated in one half of them: first the value of what it found there, then the value " +
      "of the same multiplet in the other half, which took no part in the choice. If the second is much closer to 0, the extreme is " +
      "mostly chance. Of a given multiplet, its values in two halves.",
  },
  interval: {
    title: "In other samples",
    text:
      "An extreme of many multiplets is partly luck. Here one half of the samples is searched, and what it finds is " +
      "estimated in the other half, with a 95 % interval of bootstrap draws, of each row by itself. If the whole interval is below 0, " +
      "or the whole interval is above 0, the sign of Ω is unlikely to be luck of the search. If it includes 0, other samples do not " +
      "confirm the sign. †: the half found another multiplet than all samples, and the interval is of that one. Of a given multiplet, " +
      "the interval is of all samples.",
  },
  carriedOver: {
    title: "Carried over",
    text:
      "“yes”: in the other samples, the multiplet is not shown to be more extreme than its own best part, which has one member less: " +
      "the interval of the difference reaches 0. A member may add nothing.",
  },
  p: {
    title: "p-values",
    text:
      "Permuted labels: the share of searches with permuted labels that find as extreme a value, adjusted for all sizes and both ends: " +
      "one hypothesis for all of them. A small p: with the labels, the extreme is further in the direction of its end. A p near 1 is " +
      "no sign of chance: the labels move the extreme the other way, or hardly. Permuted variables: beside searches in which no variable " +
      "depends on any. A small p says that something depends on something, no more; with thousands of samples, it is nearly always " +
      "small. A smallest Ω above 0, or a largest below 0, never has a small one. Both are never below 1 / (1 + permutations). p of Δ: " +
      "whether the label's part Δ of this multiplet differs from that with permuted labels. It does not know that a search chose the " +
      "multiplet, and can be small because the label depends on one member alone. It is two-sided, adjusted by the false discovery rate, and never below 2 / (1 + permutations). A p of 0.05 or less is " +
      "often called significant.",
  },
  proven: {
    title: "Best of all",
    text:
      "“yes”: all multiplets of this size were compared. “no”: the best that the search found; others may be more extreme.",
  },
  rSquared: {
    title: "Largest R²",
    text:
      "How well the other members determine a member, 0 to 1; the largest of the multiplet. Near 1, Ω depends on small differences. " +
      "Only of the smallest Ω.",
  },
  irreducible: {
    title: "Irreducible",
    text:
      "“yes”: whichever member is removed, Ω becomes less extreme. “no”: a multiplet of one member less has an Ω at least as small. " +
      "By the estimate alone, without a test. Only of the smallest Ω.",
  },
  rankBias: {
    title: "Bias of ranks",
    text:
      "How far ranking shifts Ω of this multiplet, the mean of a few simulations with the same correlations: about one or two digits are " +
      "certain. Upwards for members that nearly determine each other. Only of the smallest Ω.",
  },
  frustrated: {
    title: "Frustrated triangles",
    text:
      "Three members whose three correlations have a negative product: all three are negative, or one of them is. A single common " +
      "signal cannot give such signs. They make Ω smaller; synergy is possible without them, as with two unrelated causes of one member. " +
      "Of independent variables, about half of the triangles are.",
  },
} as const satisfies Record<string, { readonly title: string; readonly text: string }>;

/** The name of a quantity. */
export type TermName = keyof typeof TERMS;
