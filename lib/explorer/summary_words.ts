/** What tests say of the most synergistic multiplet, in sentences. */
import type { SignificanceTest } from "../analysis/mod.ts";
import { decimal } from "../analysis/table_layout.ts";
import { capitalised, unbroken } from "../figures/kit/text.ts";
import type { Row } from "./rows.ts";

/** Largest p that is called significant. */
const SIGNIFICANT = 0.05;

const pText = (value: number) => unbroken(`p = ${value === 1 ? "1" : value.toPrecision(2)}`);

/** The tests of a row after its Ω; empty without tests. */
export function testWords(
  { interval, isOther, targetP, columnsP }: Row,
  units: string,
): string {
  const p = (value: number | undefined, what: string) =>
    value === undefined ? [] : [`${pText(value)} (${what})`];
  const words = [
    ...(interval === undefined ? [] : [
      `in other samples ${unbroken(`${decimal(interval[0])} ${units}`)} (95 % interval ${
        unbroken(`${decimal(interval[1])} to ${decimal(interval[2])}`)
      }${isOther ? ", of the multiplet that one half found" : ""})`,
    ]),
    ...p(targetP, "permuted labels"),
    ...p(columnsP, "permuted variables"),
  ];
  return words.length === 0 ? "" : `; ${words.join("; ")}`;
}

/** What the tests that were made say of the smallest Ω. */
export function chanceWords(
  { omega, size, interval, targetP, contributionP, columnsP, target }: Row,
  tests: readonly SignificanceTest[],
  units: string,
): string {
  const of = `Of the smallest Ω (${size} variables): `;
  const words: string[] = [];
  if (tests.includes("max") && columnsP !== undefined) {
    words.push(
      columnsP <= SIGNIFICANT
        ? `it is more extreme than in unrelated variables (${pText(columnsP)})`
        : `it could not be told from that of unrelated variables (${pText(columnsP)})`,
    );
  }
  if (tests.includes("split")) {
    words.push(
      interval === undefined
        ? "the other half of the samples could not estimate it"
        : (interval[1] > 0) === (interval[2] > 0)
        ? "in samples that took no part in the search, the interval is on one side of 0"
        : "in samples that took no part in the search, the interval reaches to both sides of 0",
    );
  }
  if (tests.includes("target") && targetP !== undefined) {
    const part = contributionP === undefined
      ? ""
      : `; the label's part Δ is ${unbroken(`${decimal(target)} ${units}`)} (${
        pText(contributionP)
      })`;
    words.push(
      (targetP <= SIGNIFICANT
        ? `with permuted labels it is less extreme (${pText(targetP)}): the label adds to it`
        : `with permuted labels it is as extreme or more (${pText(targetP)})`) + part,
    );
  }
  if (words.length === 0) {
    return `${of}the samples allow none of the tests; see the reasons to doubt.`;
  }
  const related = omega < 0 ? "" : " It is above 0.";
  const [first, ...others] = words;
  return `${of}${[first, ...others.map(capitalised)].join(". ")}.${related}`;
}
