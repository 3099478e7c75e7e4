/** The JSON of an analysis as its readers rely on it: exactly these keys. */
import { z } from "zod";
import { ESTIMATED_MEASURES, MULTIPLET_ESTIMATORS } from "../../lib/information/mod.ts";

const information = z.number();
const multiplet = z.array(z.int().nonnegative()).min(1);

const referenced = z.strictObject({
  value: information.optional(),
  reference: z.strictObject({
    mean: information,
    standardDeviation: z.number().nonnegative(),
    truth: information,
  }).optional(),
  difference: information.optional(),
}).refine(({ value, difference }) => value !== undefined || difference !== undefined)
  .refine(({ reference, difference }) => (reference === undefined) === (difference === undefined));

/** Numbers by another estimator, or why there are none. */
const rescored = z.union([
  z.strictObject({ refused: z.string().min(1) }),
  z.strictObject({
    measures: z.partialRecord(z.enum(ESTIMATED_MEASURES), referenced),
    warnings: z.array(z.string()),
  }),
]);

const share = z.number().min(0).max(1);

const interval = z.tuple([information, information]).refine(([lower, upper]) => lower <= upper);
const estimate = z.strictObject({
  value: information,
  interval,
  shift: information,
  isShifted: z.boolean(),
});
const pValue = share.refine((value) => value > 0);
const valueTest = z.strictObject({
  nullMean: information,
  nullDeviation: information,
  effect: z.number(),
  unadjusted: pValue,
  pValue,
});
const extremeTest = valueTest.extend({ nullBound: information });

const significance = z.strictObject({
  otherHalf: estimate.extend({
    multiplet,
    searched: information,
    contained: multiplet.optional(),
    difference: estimate.optional(),
    carriedOver: z.boolean().optional(),
  }).optional(),
  bootstrap: estimate.optional(),
  target: extremeTest.optional(),
  targetContribution: valueTest.optional(),
  columns: extremeTest.optional(),
  permuted: valueTest.optional(),
});

const scored = z.strictObject({
  multiplet,
  significance: significance.optional(),
  oInformation: information,
  featuresOInformation: information,
  targetContribution: information,
  split: z.strictObject({ multiplet, searched: information, other: information }).optional(),
  halves: z.tuple([information, information]).optional(),
  renumbered: z.tuple([information, information]).refine(([lowest, highest]) => lowest <= highest)
    .optional(),
  totalCorrelation: information.optional(),
  dualTotalCorrelation: information.optional(),
  rescored: rescored.optional(),
});

/** Of the first hundred of a list: a synergy optimum, with what makes it. */
const optimum = scored.extend({
  largestRSquared: share.optional(),
  frustratedTriangles: share.optional(),
  irreducible: z.boolean().optional(),
  rankBias: information.optional(),
}).refine((one) => (one.largestRSquared === undefined) === (one.irreducible === undefined));

const extreme = <Found extends typeof scored>(found: Found) =>
  z.union([found, z.strictObject({ top: z.array(found).min(1) })]);

const guarantee = z.enum(["optimal", "best found"]);

export const resultSchema = z.strictObject({
  version: z.literal(1),
  units: z.enum(["bits", "nats"]),
  biasCorrected: z.boolean(),
  estimator: z.enum(["gaussian-copula", "gaussian-moments"]),
  ties: z.enum(["index", "average", "random"]).optional(),
  seed: z.int().nonnegative(),
  samples: z.int().positive(),
  groups: z.int().min(2).optional(),
  variables: z.int().positive(),
  featureNames: z.array(z.string()),
  blocks: z.array(z.array(z.int().nonnegative()).min(1)).optional(),
  components: z.array(
    z.strictObject({ count: z.int().min(1), varianceShare: share }).nullable(),
  ).optional(),
  dropped: z.array(z.strictObject({
    index: z.int().nonnegative(),
    name: z.string(),
    reason: z.enum(["non-finite", "constant", "duplicate", "dependent", "label", "unused"]),
    explanation: z.string().optional(),
  })),
  notices: z.array(z.string()).min(1).optional(),
  warnings: z.array(z.string()),
  targetEncoding: z.enum(["copula", "none", "model", "one-hot"]),
  classNames: z.array(z.string()).optional(),
  continuous: z.literal(true).optional(),
  dependence: z.literal("ignored").optional(),
  search: z.enum(["exact", "exhaustive", "greedy", "ladder", "none"]),
  rescoring: z.strictObject({
    estimator: z.enum(MULTIPLET_ESTIMATORS),
    reference: z.string().optional(),
    settings: z.record(z.string(), z.union([z.string(), z.number()])),
    found: z.strictObject({
      rescored: z.int().nonnegative(),
      reported: z.int().nonnegative(),
    }),
  }).optional(),
  objective: z.enum(["total-correlation", "dual-total-correlation"]).optional(),
  significance: z.strictObject({
    tests: z.array(z.enum(["split", "target", "max"])).min(1),
    draws: z.int().min(19).optional(),
    bootstrapDraws: z.int().positive().optional(),
    budget: z.strictObject({ calls: z.int().positive(), islands: z.int().positive() }).optional(),
  }).optional(),
  sizes: z.array(z.strictObject({
    size: z.int().positive(),
    multipletCount: z.int().positive(),
    synergy: extreme(optimum),
    redundancy: extreme(scored),
    guarantee: z.strictObject({ synergy: guarantee, redundancy: guarantee }),
  })),
  multiplets: z.array(scored.extend({
    totalCorrelation: information,
    dualTotalCorrelation: information,
    sInformation: information,
  })),
}).refine(({ variables, featureNames }) => variables === featureNames.length)
  .refine(
    ({ objective, sizes }) =>
      sizes.every(({ synergy, redundancy }) =>
        [synergy, redundancy].flatMap((own) => "top" in own ? own.top : [own]).every((one) =>
          (one.totalCorrelation !== undefined) === (objective === "total-correlation") &&
          (one.dualTotalCorrelation !== undefined) === (objective === "dual-total-correlation")
        )
      ),
    "extremes have the value of the objective, and no other measure",
  );
