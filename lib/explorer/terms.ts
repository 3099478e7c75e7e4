/** What the quantities of a result mean, in a few sentences each. */

/** Their names, and what they are. */
export const TERMS = {
  omega: {
    title: "O-information Ω",
    text:
      "Below 0, synergy dominates: together, the members have information that smaller sets of them do not have. Above 0, " +
      "redundancy dominates: the members repeat the same information. Ω(X, y) is that of the members X and the label y; in " +
      "bits or nats. Here it is estimated from correlations of ranks, so that it sees pairs only: an exclusive or is 0.",
  },
  features: {
    title: "Ω(X)",
    text: "O-information of the members alone, without the label.",
  },
  target: {
    title: "The label's part Δ",
    text:
      "Ω(X, y) − Ω(X). Below 0, the members tell more of the label together than each for itself; above 0, they repeat what " +
      "they tell of it. Where it is small, Ω is a property of the variables among themselves.",
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
    title: "min Ω and max Ω",
    text:
      "The multiplet with the smallest and the one with the largest Ω of all multiplets of a size. The smallest Ω can be " +
      "above 0: then no multiplet of this size is synergistic. “given”: a multiplet that you asked for.",
  },
  interval: {
    title: "In other samples",
    text:
      "An extreme of many multiplets is partly luck. Here one half of the samples is searched, and what it finds is " +
      "estimated in the other half, with a 95 % interval of bootstrap draws. If the interval is on one side of 0, the sign of " +
      "Ω is no luck of the search. It can be another multiplet than the one of all samples.",
  },
  p: {
    title: "p-values",
    text:
      "The share of searches in permuted samples that find as extreme a value, adjusted for all sizes and both ends: at most " +
      "0.05 is often called significant. Permuted labels: is the extreme more extreme than without a relation to the label? " +
      "Permuted variables: than without any relation between variables? With thousands of samples, the second is nearly always " +
      "so. p is never 0: the smallest value is 1 / (1 + permutations).",
  },
  proven: {
    title: "Best of all",
    text:
      "“yes”: all multiplets of this size were compared, or a proof replaces it. “no”: the best that the search found; others " +
      "may be more extreme.",
  },
  rSquared: {
    title: "Largest R²",
    text:
      "How well the other members determine a member, 0 to 1; the largest of the multiplet. Near 1, Ω is large and depends on " +
      "small differences.",
  },
  irreducible: {
    title: "Irreducible",
    text:
      "“yes”: without any one member, Ω is less extreme. “no”: a smaller multiplet has at least as much. A point estimate.",
  },
  rankBias: {
    title: "Bias of ranks",
    text:
      "How far ranking shifts Ω of this multiplet, from simulations with the same correlations. Upwards for members that " +
      "nearly determine each other.",
  },
  frustrated: {
    title: "Frustrated triangles",
    text:
      "Three members whose correlations have a negative product, such as three pairs that all are opposite. No common signal " +
      "gives such signs. Synergy of this estimator comes with them; of independent variables, about half of the triangles are.",
  },
} as const satisfies Record<string, { readonly title: string; readonly text: string }>;

/** The name of a quantity. */
export type TermName = keyof typeof TERMS;
