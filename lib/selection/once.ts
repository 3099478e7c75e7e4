/**
 * Work that strategies and sizes share.
 * @module
 */
import type { SelectionSubject } from "./strategy.ts";

/**
 * `compute`, called at most once for each subject; its result lives as long as the subject. Subjects
 * are told apart by identity and must not change. A promise is kept whether it succeeds or fails.
 */
export function oncePerSubject<Result>(
  compute: (subject: SelectionSubject) => Result,
): (subject: SelectionSubject) => Result {
  const known = new WeakMap<SelectionSubject, { readonly result: Result }>();
  return (subject) => {
    const found = known.get(subject) ?? { result: compute(subject) };
    known.set(subject, found);
    return found.result;
  };
}
