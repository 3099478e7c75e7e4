/** The verdicts of all notebooks in one list. */
import type { LayerSearchResult } from "../layers/result.ts";
import type { RetrainingResult } from "../subnetworks/result.ts";
import { layerClaimReading, layerClaims } from "./layers.ts";
import { SUBNETWORK_CLAIMS, subnetworkClaimReading, subnetworkClaims } from "./subnetworks.ts";
import type { TrainingResult } from "../training/result.ts";
import { judgeTrainingClaim } from "./training.ts";
import type { Verdict, VerdictRow } from "../../studies/verdict.ts";

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
 * Every claim of the paper in every reading, in the order of the notebooks. A claim that no reading of the
 * results can judge has one undecided row that says so.
 */
export function allVerdicts(
  { training, figure1, figure2, figure2Validation }: ExperimentResults,
): VerdictRow[] {
  const subnetworks = [figure2, figure2Validation].flatMap((result) =>
    result === undefined ? [] : subnetworkClaims(result)
  );
  return [
    {
      claim: "each reaching at least 96 percent accuracy on the training and test set",
      section: "3.1",
      reading: "networks tried",
      ...judgeTrainingClaim(training),
    },
    ...rowsOf(
      {
        claim: "the initial layers are dominated by redundant information […] " +
          "the last layer contains mainly synergistic information",
        section: "4.1",
      },
      layerClaims(figure1),
      layerClaimReading,
    ),
    ...SUBNETWORK_CLAIMS.flatMap(({ name, claim, section }) =>
      rowsOf(
        { claim, section },
        subnetworks.filter((one) => one.name === name),
        subnetworkClaimReading,
      )
    ),
  ];
}

function rowsOf<Claim extends { readonly verdict: Verdict; readonly reason: string }>(
  quotation: Pick<VerdictRow, "claim" | "section">,
  claims: readonly Claim[],
  readingOf: (claim: Claim) => string,
): VerdictRow[] {
  if (claims.length === 0) {
    return [{
      ...quotation,
      reading: "none",
      verdict: "undecided",
      reason: "the results have nothing to judge it by.",
    }];
  }
  return claims.map((claim) => ({
    ...quotation,
    reading: readingOf(claim),
    verdict: claim.verdict,
    reason: claim.reason,
  }));
}
