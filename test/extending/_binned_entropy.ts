/** An estimator from outside the library: plug-in entropies of binned values. */
import type {
  DiscreteTarget,
  Estimator,
  ScoredMultiplet,
  System,
  Variables,
} from "@multiplet/multiplet/information";

/** Entropies of how often values occur together; each column is cut at its mean. */
export const BINNED: Estimator = {
  name: "binned-entropy",
  revision: 1,
  prepare: (variables, target) => binnedSystem(variables, target),
};

function binnedSystem(
  { samples, columns, variables, leftOut }: Variables,
  target: DiscreteTarget | undefined,
): System {
  const symbols = columns.map(({ values }) => {
    const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / samples;
    return Uint8Array.from(values, (value) => value >= mean ? 1 : 0);
  });
  /** H of some columns, and of the labels where they are to be among them, in nats. */
  const entropyOf = (positions: readonly number[], withTarget: boolean): number => {
    const counts = new Map<string, number>();
    for (let sample = 0; sample < samples; sample++) {
      const cell = positions.map((position) => symbols[position]![sample]);
      if (withTarget && target) cell.push(target.classes[sample]!);
      const key = cell.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts.values()].reduce(
      (sum, count) => sum - count / samples * Math.log(count / samples),
      0,
    );
  };
  const columnsOf = (set: readonly number[]) =>
    set.flatMap((position) => variables[position]!.columns);
  const entropy = (set: readonly number[]) => {
    const alone = entropyOf(columnsOf(set), false);
    return { alone, information: alone + entropyOf([], true) - entropyOf(columnsOf(set), true) };
  };
  /** Ω of the parts of Z by its definition: (n−2) H(Z) + Σ_j [H(Z_j) − H(Z₋ⱼ)]. */
  const omega = (set: readonly number[], withTarget: boolean): number => {
    const H = (part: readonly number[], y: boolean) => entropyOf(columnsOf(part), y);
    const size = set.length + (withTarget ? 1 : 0);
    const variablesPart = set.reduce(
      (sum, one) => sum + H([one], false) - H(set.filter((other) => other !== one), withTarget),
      0,
    );
    const targetPart = withTarget ? H([], true) - H(set, false) : 0;
    return (size - 2) * H(set, withTarget) + variablesPart + targetPart;
  };
  return {
    variables,
    leftOut,
    shape: {
      variables: variables.length,
      hasTarget: target !== undefined,
      secondsPerScore: 1e-5 * samples,
    },
    encoding: target === undefined ? "none" : "classes",
    targetEntropy: target && entropyOf([], true),
    entropy,
    score: (multiplet): ScoredMultiplet => {
      const ascending = multiplet.toSorted((a, b) => a - b);
      const featuresOInformation = omega(ascending, false);
      const oInformation = target ? omega(ascending, true) : featuresOInformation;
      const targetContribution = oInformation - featuresOInformation;
      return { multiplet: ascending, oInformation, featuresOInformation, targetContribution };
    },
  };
}
