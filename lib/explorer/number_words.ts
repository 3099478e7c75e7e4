/** Numbers as the page writes them: with a true minus sign, and one form for p-values. */
import { decimal, unbroken } from "../figures/kit/text.ts";

/** A value with four decimals, as in the table of the command. */
export const numberText = (value: number): string => decimal(value, 4);

/** The same with its unit. */
export const amountText = (value: number, units: string): string =>
  unbroken(`${numberText(value)} ${units}`);

/** A p-value with two significant digits: "0.005", "1". */
export const pValueText = (value: number): string => `${Number(value.toPrecision(2))}`;

/** The same in a sentence: "p = 0.005". */
export const pText = (value: number): string => unbroken(`p = ${pValueText(value)}`);

/** Whether 0 is within an interval. */
export const includesZero = ([, low, high]: readonly [number, number, number]): boolean =>
  low <= 0 && high >= 0;
