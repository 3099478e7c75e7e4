/** The obviously right search: every multiplet by the definitions. The oracle of the fast ones. */
import { type ColumnsOf, type GaussianSystem, targetSplit } from "../../lib/information/mod.ts";
import { compareMultiplets } from "../../lib/search/ranking.ts";

export interface PlainMultiplet {
  multiplet: number[];
  oInformation: number;
  featuresOInformation: number;
}

/** All multiplets of `size`, from the most synergistic and from the most redundant on. */
export function plainSearch(
  system: GaussianSystem,
  size: number,
  options: { biasCorrected?: boolean; variables?: readonly ColumnsOf[] } = {},
): { synergy: PlainMultiplet[]; redundancy: PlainMultiplet[] } {
  const { biasCorrected = true } = options;
  const variables = options.variables ?? system.variables.map((_, j) => j);
  const found: PlainMultiplet[] = [];
  for (let set = 1; set < 2 ** variables.length; set++) {
    const multiplet = variables.flatMap((_, j) => set >>> j & 1 ? [j] : []);
    if (multiplet.length !== size) continue;
    const chosen = multiplet.map((j) => variables[j]!);
    const { oInformation, featuresOInformation } = targetSplit(system, chosen, { biasCorrected });
    found.push({ multiplet, oInformation, featuresOInformation });
  }
  // Ω of fewer than three variables is 0; what the definitions leave of it is rounding.
  const hasTarget = system.target.encoding !== "none";
  if (size + (hasTarget ? 1 : 0) < 3) found.forEach((one) => one.oInformation = 0);
  const ranked = (sign: 1 | -1) =>
    found.toSorted((a, b) =>
      sign * (a.oInformation - b.oInformation) || compareMultiplets(a.multiplet, b.multiplet)
    );
  return { synergy: ranked(1), redundancy: ranked(-1) };
}
