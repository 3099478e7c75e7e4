/** A result with everything that a format has to cope with. */
import type { AnalysisResult } from "../../lib/analysis/mod.ts";

/** Two variables with awkward names, a list and a single extreme, and every kind of note. */
export const result: AnalysisResult = {
  version: 1,
  units: "nats",
  biasCorrected: false,
  estimator: "gaussian-copula",
  ties: "average",
  seed: 0,
  samples: 50,
  variables: 3,
  featureNames: ["a,b", 'say "x" [\n 1,\n 2\n]', "dead"],
  dropped: [{ index: 2, name: "dead", reason: "constant" }],
  warnings: ["Careful with [1, 2]"],
  targetEncoding: "model",
  search: "exact",
  sizes: [{
    size: 2,
    multipletCount: 1,
    synergy: {
      multiplet: [0, 1],
      oInformation: -0.25,
      featuresOInformation: 0,
      targetContribution: -0.25,
    },
    redundancy: {
      top: [
        {
          multiplet: [0, 1],
          oInformation: 1.5e-20,
          featuresOInformation: 0,
          targetContribution: 0,
        },
        { multiplet: [0], oInformation: -1e-9, featuresOInformation: 0, targetContribution: 0 },
      ],
    },
    guarantee: { synergy: "optimal", redundancy: "optimal" },
  }],
  multiplets: [{
    multiplet: [0],
    oInformation: 0,
    featuresOInformation: 0,
    targetContribution: 0,
    totalCorrelation: 0.125,
    dualTotalCorrelation: 0.125,
    sInformation: 0.25,
  }],
};
