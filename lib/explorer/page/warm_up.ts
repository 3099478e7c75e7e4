/** Draws small figures while an analysis runs, so that the browser has compiled their code when large ones are drawn. */
import type { AnalysisDetails, AnalysisResult } from "../../analysis/mod.ts";
import { correlationsFigure, extremesFigure, participationFigure } from "../../figures/mod.ts";

const MULTIPLET = [0, 1, 2];

const DETAILS: AnalysisDetails = {
  columns: MULTIPLET.map((variable) => ({ name: `x${variable}`, variable })),
  correlations: [[], [0.5], [0.5, -0.5]],
  multiplets: [{ multiplet: MULTIPLET, gradients: [-0.1, 0.1, 0] }],
};

const ONE = {
  multiplet: MULTIPLET,
  oInformation: -0.1,
  featuresOInformation: -0.1,
  targetContribution: 0,
};

/** A result of nothing but one triple. */
const SMALL: AnalysisResult & { readonly details: AnalysisDetails } = {
  version: 1,
  units: "bits",
  biasCorrected: true,
  estimator: "gaussian-copula",
  seed: 0,
  samples: 3,
  variables: 3,
  featureNames: ["x0", "x1", "x2"],
  dropped: [],
  warnings: [],
  targetEncoding: "none",
  search: "exact",
  sizes: [{
    size: 3,
    multipletCount: 1,
    synergy: ONE,
    redundancy: ONE,
    guarantee: { synergy: "optimal", redundancy: "optimal" },
  }],
  multiplets: [],
  details: DETAILS,
};

let isWarm = false;

export async function warmUp(): Promise<void> {
  if (isWarm) return;
  isWarm = true;
  const figures = [
    () => extremesFigure(SMALL, { document }),
    () => participationFigure(SMALL, { document }),
    () => correlationsFigure(SMALL, DETAILS, MULTIPLET, { document }),
  ];
  for (const draw of figures) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    draw();
  }
}
