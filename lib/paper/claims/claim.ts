/** The parts of claims and what they say together: verdicts, sentences and rows, the same for every claim. */
import {
  bootstrapInterval,
  type IntervalSide,
  intervalSide,
  medianOf,
} from "../../statistics/mod.ts";
import { decimal, rangeText, withInterval } from "../../statistics/words.ts";
import { capitalised } from "../../figures/kit/text.ts";
import type { Estimate, Finding } from "../../studies/finding.ts";
import type { Columns, Table } from "../../studies/table.ts";
import {
  headlineOf,
  type Outcome,
  variantText,
  type Verdict,
  verdictOf,
  type VerdictRow,
} from "../../studies/verdict.ts";

/** A verdict by the first criteria, which were revised after first results had been seen. */
export type FormerVerdict = "reproduced" | "partly reproduced" | "not reproduced" | "undecided";

/**
 * The verdict by the first criteria: reproduced when all parts hold, partly reproduced when some do, else not;
 * undecided when there is no part, or one cannot be judged.
 *
 * @param parts whether each part holds; `undefined` where it cannot be judged
 */
export function formerVerdictOf(parts: readonly (boolean | undefined)[]): FormerVerdict {
  if (parts.length === 0 || parts.includes(undefined)) return "undecided";
  if (parts.every((holds) => holds)) return "reproduced";
  return parts.some((holds) => holds) ? "partly reproduced" : "not reproduced";
}

/** A claim of the paper. */
export interface Quotation {
  /** A name of a few words. */
  readonly name: string;
  /** The paper's words. */
  readonly claim: string;
  /** The section that has them. */
  readonly section: string;
}

/** One estimate that a claim rests on. */
export interface ClaimPart {
  /** With the values of the networks, for other statistics of them. */
  readonly estimate: Estimate;
  /** What its interval says about the claim. Absent: it stands beside the claim and is not judged. */
  readonly outcome?: Outcome;
  /** The estimate and its interval in words. */
  readonly words: string;
  /** The smallest margin within which two things are equivalent, in the unit of the estimate. */
  readonly smallestMargin?: number | undefined;
}

/** A claim in one analysis variant, judged. */
export interface Claim extends Finding, Omit<VerdictRow, "claim" | "section"> {
  /** The claim itself. */
  readonly quotation: Quotation;
  /** The verdict in this variant. */
  readonly verdict: Verdict;
  /** What it rests on. */
  readonly parts: readonly ClaimPart[];
  /** The verdict by the first criteria, where they had one. */
  readonly former?: FormerVerdict | undefined;
}

/** The parts of a claim judged together. */
export function judged(
  about: Pick<Claim, "quotation" | "choices" | "control" | "statement" | "former">,
  parts: readonly ClaimPart[],
  intervals: string,
): Claim {
  const words = parts.map((part) => part.words);
  return {
    ...about,
    parts,
    estimates: parts.map(({ estimate }) => estimate),
    verdict: verdictOf(parts.flatMap(({ outcome }) => outcome ?? [])),
    reason: `${[...words, intervals].join("; ")}.`,
  };
}

/** A claim that cannot be judged in this variant, and why. */
export function notTested(
  about: Pick<Claim, "quotation" | "choices" | "control" | "statement" | "former">,
  reason: string,
): Claim {
  return { ...about, parts: [], estimates: [], verdict: "not tested", reason };
}

/** The outcome of a part that claims a side of 0; open without an interval. */
export function outcomeOn(
  wanted: Exclude<IntervalSide, "around">,
  interval: Estimate["interval"],
): Outcome {
  const side = interval === undefined ? "around" : intervalSide(interval);
  return side === "around" ? "open" : side === wanted ? "established" : "opposed";
}

/** A claim as a row of the page of verdicts. */
export function verdictRow(claim: Claim): VerdictRow {
  const { quotation, choices, control, verdict, former, reason, note } = claim;
  const { claim: words, section } = quotation;
  return { claim: words, section, choices, control, verdict, former, reason, note };
}

/** A claim as one sentence: its name, the control that it belongs to, the analysis variant, the verdict, the reason. */
export function claimSentence({ quotation, verdict, reason, ...claim }: Claim): string {
  const { control } = claim;
  const words = [...(control === undefined ? [] : [`control: ${control}`]), variantText(claim)];
  return `${quotation.name} (${words.join("; ")}): ${verdict}; ${reason}`;
}

/** Per claim its headline over all readings, then the finding of the first reading, which is nearest to the paper. */
export function claimFindings(claims: readonly Claim[]): Finding[] {
  const readings = claims.filter(({ control }) => control === undefined);
  return [...Map.groupBy(readings, ({ quotation }) => quotation)].flatMap(([{ name }, own]) => {
    const [first] = own;
    return [
      { statement: `“${name}”: ${headlineOf(own)}`, estimates: [] },
      { ...first!, statement: `${capitalised(first!.statement)} (${variantText(first!)})` },
    ];
  });
}

/** One part of a claim as the row of a table. */
export type ClaimRow = {
  readonly claim: string;
  /** The control that it belongs to; empty for a reading of the claim. */
  readonly control: string;
  readonly variant: string;
  readonly verdict: Verdict;
  readonly former: string;
  /** The quantity that is estimated. */
  readonly part: string;
  /** Mean and interval, with the level of the interval. */
  readonly estimate: string;
  /** Median over networks. */
  readonly median: string;
  /** Networks with a value above 0. */
  readonly above: string;
  /** Bootstrap interval of the mean, at the same level. */
  readonly bootstrap: string;
  readonly outcome: string;
};

/** The parts of claims, and what stands beside each interval by Student's t. */
export function claimRows(claims: readonly Claim[]): ClaimRow[] {
  return partsOf(claims).map(({ claim, part: { estimate, outcome }, robust }) => {
    const { median, above, bootstrap } = robust;
    const { label, mean, interval, level, unit, values = [] } = estimate;
    const shown = interval === undefined || level === undefined
      ? decimal(mean)
      : `${withInterval(mean, interval)}, ${levelText(level)}`;
    return {
      claim: claim.quotation.name,
      control: claim.control ?? "",
      variant: variantText(claim),
      verdict: claim.verdict,
      former: claim.former ?? "",
      part: unit === "" ? label : `${label} (${unit})`,
      estimate: shown,
      median: median === undefined ? "" : decimal(median),
      above: above === undefined ? "" : `${above} of ${values.length}`,
      bootstrap: bootstrap === undefined ? "" : rangeText(bootstrap),
      outcome: outcome ?? "beside the claim",
    };
  });
}

/** A level: `"95 %"`, `"98.3 %"`. */
export const levelText = (level: number): string => `${Number((100 * level).toFixed(1))} %`;

/** A part beside its claim, and statistics of its values that do not rest on a normal distribution. */
export interface PartOfClaim {
  /** The claim in one analysis variant. */
  readonly claim: Claim;
  /** One of its parts. */
  readonly part: ClaimPart;
  /** Median, number of networks above 0, bootstrap interval; absent without values. */
  readonly robust: {
    readonly median?: number;
    readonly above?: number;
    readonly bootstrap?: readonly [number, number] | undefined;
  };
}

/** All parts, with median, signs and bootstrap interval of the values behind them. */
function partsOf(claims: readonly Claim[]): PartOfClaim[] {
  return claims.flatMap((claim) =>
    claim.parts.map((part) => {
      const { values, level } = part.estimate;
      const robust = values === undefined ? {} : {
        median: medianOf(values),
        above: values.filter((value) => value > 0).length,
        bootstrap: bootstrapInterval(values, { level }),
      };
      return { claim, part, robust };
    })
  );
}

/** Names of choices in the table, over all claims. */
const CHOICES = [
  "last layer",
  "size range",
  "search",
  "label encoding",
  "reduced layers",
  "treatment of other neurons",
  "updates",
  "neurons chosen on",
  "batch order",
] as const;

const choiceColumns: Columns<Claim> = Object.fromEntries(
  CHOICES.map((name) => [name.replaceAll(" ", "_"), ({ choices }: Claim) => choices[name]]),
);

/** Every claim in every analysis variant with its verdict, and the headline over the variants beside it. */
export function verdictTable(claims: readonly Claim[]): Table<Claim> {
  const groupOf = ({ quotation, control }: Claim) => `${quotation.name} ${control}`;
  const groups = Map.groupBy(claims, groupOf);
  const headlines = new Map([...groups].map(([name, own]) => [name, headlineOf(own)]));
  return {
    columns: {
      claim: ({ quotation }) => quotation.name,
      section: ({ quotation }) => quotation.section,
      control: ({ control }) => control,
      ...choiceColumns,
      verdict: ({ verdict }) => verdict,
      former_verdict: ({ former }) => former,
      headline: (claim) => headlines.get(groupOf(claim)),
    },
    rows: claims,
  };
}

/** All numbers behind the verdicts, for other programs: one row per part of a claim. */
export function claimTable(claims: readonly Claim[]): Table<PartOfClaim> {
  const choices: Columns<PartOfClaim> = Object.fromEntries(
    Object.entries(choiceColumns).map(([name, cell]) => [name, ({ claim }) => cell(claim)]),
  );
  return {
    columns: {
      claim: ({ claim }) => claim.quotation.name,
      control: ({ claim }) => claim.control,
      ...choices,
      verdict: ({ claim }) => claim.verdict,
      former_verdict: ({ claim }) => claim.former,
      part: ({ part }) => part.estimate.label,
      outcome: ({ part }) => part.outcome,
      unit: ({ part }) => part.estimate.unit,
      networks: ({ part }) => part.estimate.values?.length,
      mean: ({ part }) => part.estimate.mean,
      lower: ({ part }) => part.estimate.interval?.[0],
      upper: ({ part }) => part.estimate.interval?.[1],
      level: ({ part }) => part.estimate.level,
      median: ({ robust }) => robust.median,
      networks_above_0: ({ robust }) => robust.above,
      bootstrap_lower: ({ robust }) => robust.bootstrap?.[0],
      bootstrap_upper: ({ robust }) => robust.bootstrap?.[1],
      smallest_margin: ({ part }) => part.smallestMargin,
    },
    rows: partsOf(claims),
  };
}
