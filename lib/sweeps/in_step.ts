/** Several studies at once. */
import type { Stage, Stages } from "../studies/mod.ts";

/** A study that waits for the values of a stage. */
interface Waiting {
  readonly at: number;
  readonly stage: Stage;
  /** Stages before this one. */
  readonly before: number;
}

/**
 * The stages of several studies at once: what they ask for under the same label is asked for together, so that results that
 * they share are obtained once and all workers have work. The studies that are behind go first.
 *
 * @returns the results, in the order of the studies
 */
export function* inStep<Result>(studies: readonly Stages<Result>[]): Stages<Result[]> {
  const results = new Array<Result>(studies.length);
  const waiting = new Map<number, Waiting>();
  const advance = (at: number, before: number, values: readonly unknown[]) => {
    const next = studies[at]!.next(values);
    if (next.done) {
      results[at] = next.value;
      waiting.delete(at);
    } else waiting.set(at, { at, stage: next.value, before });
  };
  for (const at of studies.keys()) advance(at, 0, []);
  while (waiting.size > 0) {
    const all = [...waiting.values()];
    const { stage: { label, step } } = all.reduce((first, one) =>
      one.before < first.before ? one : first
    );
    const together = all.filter(({ stage }) => stage.label === label && stage.step === step);
    const values = yield { label, step, inputs: together.flatMap(({ stage }) => stage.inputs) };
    let from = 0;
    for (const { at, stage: { inputs }, before } of together) {
      const to = from + inputs.length;
      advance(at, before + 1, values.slice(from, to));
      from = to;
    }
  }
  return results;
}
