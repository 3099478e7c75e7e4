/** Verdicts with every outcome, and texts that markup could take for its own. */
import type { VerdictRow } from "../../../lib/paper/mod.ts";

export const ROWS: readonly VerdictRow[] = [
  {
    claim: "layers <lean>",
    section: "4.1",
    choices: { layer: "k* of fc_out & fc3" },
    former: "undecided",
    verdict: "reproduced",
    reason: "d = −0.42 bits | 95 % interval",
  },
  {
    claim: "layers <lean>",
    section: "4.1",
    choices: { layer: "exact" },
    verdict: "contradicted",
    former: "not reproduced",
    reason: "neither\noutweighs the other",
  },
  {
    claim: 'the "last" drop',
    section: "4.2",
    choices: { others: "zero" },
    verdict: "partly reproduced",
    reason: "<script>alert(1)</script>",
  },
  {
    claim: "minimal […] change",
    section: "1",
    choices: { others: "frozen" },
    verdict: "undecided",
    reason: "one network has no interval.",
  },
  {
    claim: "layers <lean>",
    section: "4.1",
    choices: { layer: "exact" },
    control: "untrained & new",
    verdict: "mixed",
    former: "not reproduced",
    reason: "d = 1",
    note: "k* before <training>: 1.",
  },
];
