/**
 * The frame of every selector: its checks.
 * @module
 */
import type { KeptNeurons, Selection, SelectionSubject, Selector } from "./strategy.ts";
import { requireSelection, requireSubject } from "./checks.ts";

/**
 * A selector that checks the subject now and every selection before `choose` sees it.
 *
 * @throws SubnetworkError, NetworkError or InformationError for a subject that does not fit together;
 *   the selector rejects with a SubnetworkError for sizes or a seed that cannot be
 */
export function selectorOf(
  subject: SelectionSubject,
  choose: (selection: Selection) => KeptNeurons | Promise<KeptNeurons>,
): Selector {
  requireSubject(subject);
  return async (selection) => {
    requireSelection(subject.spec, selection);
    subject.signal?.throwIfAborted();
    return await choose(selection);
  };
}
