/** The claims of all studies, judged. */
import type { LayerSearchResult } from "../layers/result.ts";
import type { RetrainingResult } from "../subnetworks/result.ts";
import { decimal } from "../../statistics/words.ts";
import type { VerdictRow } from "../../studies/verdict.ts";
import type { TrainingResult } from "../training/result.ts";
import { type Claim, notTested, verdictRow } from "./claim.ts";
import { LAYER_CLAIM, layerClaims } from "./layers.ts";
import { labelDependenceFinding } from "./shared_neurons.ts";
import {
  ON_VALIDATION,
  SUBNETWORK_CLAIMS,
  subnetworkClaims,
  WITHOUT_LABEL,
} from "./subnetworks.ts";
import { judgeTrainingClaim } from "./training.ts";

/** The results of the three studies. */
export interface ExperimentResults {
  /** Of section 3.1. */
  readonly training: TrainingResult;
  /** Of section 4.1, from the same networks. */
  readonly figure1: LayerSearchResult;
  /** Neurons chosen on test data, as in the paper. */
  readonly figure2: RetrainingResult;
  /** The same with neurons chosen on validation data, where it was run. */
  readonly figure2Validation?: RetrainingResult;
}

/**
 * Every claim of the paper in every analysis variant and control, in the order of the notebooks. A claim that no
 * variant of the results can judge is there once, as not tested.
 */
export function allClaims(
  { training, figure1, figure2, figure2Validation }: ExperimentResults,
): Claim[] {
  const subnetworks = [
    ...subnetworkClaims(figure2).map((claim) => withLabelNote(claim, figure2)),
    ...(figure2Validation === undefined ? [] : subnetworkClaims(figure2Validation, ON_VALIDATION)),
  ];
  const judged = [judgeTrainingClaim(training), ...layerClaims(figure1)];
  return [
    ...judged,
    ...[LAYER_CLAIM, ...SUBNETWORK_CLAIMS].flatMap((quotation) => {
      const own = subnetworks.filter((claim) => claim.quotation === quotation);
      if (own.length > 0 || judged.some((claim) => claim.quotation === quotation)) return own;
      const about = {
        quotation,
        choices: {},
        statement: `Nothing to judge “${quotation.name}” by`,
      };
      return [notTested(about, "the results have nothing to judge it by.")];
    }),
  ];
}

/**
 * The control without the label replaces synergy in the comparison with others: beside its verdict on the first claim
 * stand the direct comparison and the overlap of both sets.
 */
function withLabelNote(claim: Claim, figure2: RetrainingResult): Claim {
  const { quotation, control } = claim;
  const isConcerned = quotation === SUBNETWORK_CLAIMS[0] && control?.startsWith(WITHOUT_LABEL);
  const finding = isConcerned ? labelDependenceFinding(figure2) : undefined;
  if (finding === undefined) return claim;
  const [, chance] = finding.estimates;
  const statement = `${finding.statement}, by chance ${decimal(chance!.mean)}`;
  return { ...claim, note: `Control “${WITHOUT_LABEL}”: ${statement}. ${finding.note}` };
}

/** {@link allClaims} as rows of the page of verdicts. */
export function allVerdicts(results: ExperimentResults): VerdictRow[] {
  return allClaims(results).map(verdictRow);
}
