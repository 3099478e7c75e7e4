/** Numbers of scipy and statsmodels, made by test/reference/paired_statistics.py. */
import { ok } from "node:assert/strict";
import reference from "../reference/paired_statistics.json" with { type: "json" };

/** One set of columns with what the other tools computed from them. */
export interface ReferenceCase {
  readonly first: number[];
  readonly others: number[][];
  readonly means: number[];
  readonly intervals95: number[][];
  readonly intervals99: number[][];
  readonly intervals90: number[][];
  readonly pValues: number[];
  readonly holm: number[];
  readonly margin: number;
  readonly equivalencePValues: number[];
}

/** 20 and 3 subjects. */
export const REFERENCE: readonly ReferenceCase[] = reference;

/**
 * Agreement to 1e-10 of the number or of 1: the differences of values near 94 with two decimals carry
 * rounding errors of 1e-14, which p-values of small standard errors enlarge.
 */
export function near(actual: number | undefined, expected: number): void {
  ok(
    actual !== undefined && Math.abs(actual - expected) <= 1e-10 * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
}
