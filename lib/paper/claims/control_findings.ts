/** The controls of figure 2: what each does to its two answers. */
import { enumerate, integer } from "../../figures/kit/text.ts";
import type { RetrainingResult } from "../subnetworks/result.ts";
import type { Claim, ClaimPart } from "./claim.ts";
import {
  FROZEN_FINAL,
  judgeSubnetworkClaim,
  ON_VALIDATION,
  shortTrainingText,
  type SubnetworkClaimName,
  subnetworkClaims,
} from "./subnetworks.ts";
import { type ConditionedFinding, REMOVAL_WORDS, titleOf } from "./wording.ts";

/** A control of the claims, beside the reading that it varies. */
export interface ControlRow {
  readonly label: string;
  /** Whether it is that reading itself: figure 2, all layers reduced, the other neurons removed. */
  readonly isBase: boolean;
  /** Synergy − random with its Holm-corrected interval, and whole network − synergy, where they were judged. */
  readonly parts: Readonly<Partial<Record<ControlComparison, ClaimPart>>>;
  /** Why its drop is no answer to compare with that of figure 2. Absent: it is. */
  readonly exemption?: string;
}

/** The comparisons of {@link ControlRow}, as the columns of its figure. */
export const CONTROL_COMPARISONS = ["synergy − random", "whole network − synergy"] as const;
type ControlComparison = typeof CONTROL_COMPARISONS[number];

/**
 * Figure 2 and each of its controls: the parts of the claims, none computed anew.
 *
 * @param validation the result of the choice on validation data, whose networks are others
 */
export function controlRows(
  result: RetrainingResult,
  validation?: RetrainingResult,
): ControlRow[] {
  const all = [
    ...subnetworkClaims(result),
    ...(validation === undefined ? [] : subnetworkClaims(validation, ON_VALIDATION)),
  ];
  const updates = integer(result.updates);
  // The first claim under each control has all layers reduced at k*, the other neurons removed.
  const firsts = (wanted: SubnetworkClaimName) =>
    [...Map.groupBy(all, ({ control }) => control).values()].flatMap((own) =>
      own.find(({ quotation }) => quotation.name === wanted) ?? []
    );
  const drops = firsts("minimal change");
  const lowest = firsts("lowest accuracy drop");
  const base = lowest.find(({ choices }) => choices["updates"] === updates);
  return lowest.map((claim) => {
    const random = claim.parts.find(({ estimate }) => estimate.label.includes("− random"));
    const drop = drops.find(({ control }) => control === claim.control)?.parts[0];
    return {
      label: labelOf(result, claim),
      isBase: claim === base,
      parts: {
        ...(random && { "synergy − random": random }),
        ...(drop && { "whole network − synergy": drop }),
      },
      ...(drop && claim.choices["treatment of other neurons"] === REMOVAL_WORDS["frozen-final"] &&
        finalWeightsExemption(result, drop)),
    };
  });
}

/**
 * No answer to compare where the other neurons take part with their trained weights, unless random neurons, of which the
 * same is expected, give another one.
 */
function finalWeightsExemption(
  result: RetrainingResult,
  drop: ClaimPart,
): Pick<ControlRow, "exemption"> {
  const [random] = judgeSubnetworkClaim("minimal change", result, {
    ...{ size: "k*", removal: "frozen-final", substitutes: { synergy: "random" } },
  }).parts;
  if (random !== undefined && random.outcome !== drop.outcome) return {};
  const same = random === undefined ? "" : `, and random gives the same answer: ${random.words}`;
  return {
    exemption: `Not counted: the drop of “${FROZEN_FINAL}”. There, the other neurons take part ` +
      `with their trained weights${same}.`,
  };
}

/** The control {@link FROZEN_FINAL}, defined in its row. */
export const FROZEN_FINAL_ROW: string =
  `${FROZEN_FINAL} (the others take part, only the k* neurons start again)`;

function labelOf({ updates, longUpdates }: RetrainingResult, { control }: Claim): string {
  if (control !== undefined) return control.replace(FROZEN_FINAL, FROZEN_FINAL_ROW);
  const short = shortTrainingText(updates);
  return longUpdates !== undefined
    ? `longer training, ${integer(longUpdates)} updates`
    : `no control: figure 2${short === "" ? "" : ` (${short})`}`;
}

/**
 * Which controls reverse what figure 2 shows: an interval on the other side, or a drop of more than the margin in place
 * of one within it. An interval that shows something beside one that does not is no reversal; the note names those, and
 * drops that do not count.
 */
export function controlsFinding(
  networks: readonly number[],
  rows: readonly ControlRow[],
): ConditionedFinding {
  const base = rows.find(({ isBase }) => isBase);
  const others = rows.filter((row) => row !== base);
  const changes = others.flatMap(({ label, parts, exemption }) =>
    CONTROL_COMPARISONS.flatMap((comparison) => {
      const outcomes = [base?.parts[comparison]?.outcome, parts[comparison]?.outcome];
      const exempt = exemption !== undefined && comparison === "whole network − synergy";
      return exempt || outcomes.includes(undefined) || outcomes[0] === outcomes[1]
        ? []
        : [{ label, comparison, isReversed: !outcomes.includes("open") }];
    })
  );
  const changed = (wanted: boolean) => [
    ...new Set(
      changes.filter(({ isReversed }) => isReversed === wanted).map(({ label }) => label),
    ),
  ];
  const reversed = changed(true);
  const differing = changed(false).length;
  const dropOf = ({ parts }: ControlRow) => parts["whole network − synergy"]?.outcome;
  // A title must not deny an answer that does not count.
  const uncounted = others.filter((row) =>
    row.exemption !== undefined && base !== undefined && dropOf(row) !== dropOf(base) &&
    !reversed.includes(row.label)
  );
  const reverses = uncounted.some((row) => dropOf(row) !== "open" && dropOf(base!) !== "open");
  const statement = () => {
    if (others.length === 0) return "there is no control to compare figure 2 with";
    if (networks.length < 2) return "there is no interval to judge the controls by";
    if (reversed.length > 0) {
      const counted = reverses ? " that counts" : "";
      return reversed.length === 1
        ? `one control${counted} reverses an answer: ${reversed[0]!.split(" (")[0]}`
        : `${reversed.length} of ${others.length} controls reverse an answer of figure 2` +
          (reverses ? "; one more does not count" : "");
    }
    if (reverses || (differing === 0 && uncounted.length > 0)) {
      const verb = differing === 0 ? "changes" : "reverses";
      return `no control ${verb} the comparison with random; one uncounted ${verb} the drop`;
    }
    return differing === 0
      ? "no control changes the comparison with random or the drop"
      : "no control reverses the comparison with random or the drop";
  };
  const listed = (wanted: boolean, words: string) => {
    const own = changes.filter(({ isReversed }) => isReversed === wanted)
      .map(({ label, comparison }) => `${label} (${comparison})`);
    return own.length === 0 || networks.length < 2 ? [] : [`${words}: ${enumerate(own)}.`];
  };
  const answers = CONTROL_COMPARISONS.flatMap((one) => base?.parts[one]?.words ?? []);
  return {
    statement: titleOf(networks, statement()),
    note: [
      ...(answers.length === 0 ? [] : [`Figure 2: ${answers.join("; ")}.`]),
      ...listed(true, "Reversed"),
      ...listed(
        false,
        `${differing} of ${others.length} controls ${
          differing === 1 ? "differs" : "differ"
        } from figure 2 in significance only`,
      ),
      ...others.flatMap(({ exemption }) => exemption ?? []),
    ].join(" "),
    estimates: rows.flatMap(({ label, parts }) =>
      Object.values(parts).map(({ estimate }) => (
        { ...estimate, label: `${estimate.label}, ${label}` }
      ))
    ),
  };
}
