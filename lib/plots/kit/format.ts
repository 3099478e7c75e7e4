/** Numbers and words as figures write them, whatever the machine's locale. */
import type { Summary } from "../../statistics/summary.ts";
import { decimal, withInterval } from "../../statistics/words.ts";

export { decimal };

const NO_BREAK = "\u00a0";

/** A share 0..1 in per cent with one decimal: 0.9612 → "96.1 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}${NO_BREAK}%`;
}

/** A share that was chosen, not measured, with the decimals it has: 0.96 → "96 %". */
export function threshold(share: number): string {
  return `${Number((100 * share).toPrecision(12))}${NO_BREAK}%`;
}

/** What error bars and bands are. */
export const INTERVAL = `${threshold(0.95)} interval`;

/** Mean and standard deviation of shares: "96.1 ± 0.2 %"; the mean alone without a deviation. */
export function percentWithSpread(mean: number, deviation: number | undefined): string {
  return deviation === undefined
    ? percent(mean)
    : unbroken(`${(100 * mean).toFixed(1)} ± ${percent(deviation)}`);
}

/** A loss with three significant digits and its unit: "0.135 nats". */
export function nats(loss: number): string {
  return `${loss.toPrecision(3)}${NO_BREAK}nats`;
}

/** An amount of information in bits: "−2.43 bits". */
export function bits(amount: number): string {
  return `${decimal(amount)}${NO_BREAK}bits`;
}

/** A difference of accuracies: "−0.42 points". */
export function points(difference: number): string {
  return `${decimal(difference)}${NO_BREAK}points`;
}

/** A mean with its interval, where it has one, and their unit: "0.52 (0.31 to 0.73) bits". */
export function meanInWords(
  { mean, confidenceInterval }: Pick<Summary, "mean" | "confidenceInterval">,
  unit: string,
): string {
  return unbroken(`${withInterval(mean, confidenceInterval)} ${unit}`);
}

/** Text that is kept on one line. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", NO_BREAK);
}

/** An integer with thousands separated: "16,750"; from a million on: "1.2M". */
export function integer(value: number): string {
  return value < 1e6 ? PLAIN.format(value) : COMPACT.format(value);
}

/** A count and its noun: "1 network", "20 networks". */
export function plural(count: number, singular: string, several = `${singular}s`): string {
  return `${integer(count)} ${count === 1 ? singular : several}`;
}

/** Items joined as in a sentence: "a", "a and b", "a, b and c"; or with `or`. */
export function enumerate(items: readonly string[], last: "and" | "or" = "and"): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} ${last} ${items[items.length - 1]}`;
}

/** With its first letter as at the beginning of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Sentences in a row; empty ones are left out. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

/** Words as a title; what was found in a single network is said of that network. */
export function finding(
  { networks }: { readonly networks: readonly { readonly index: number }[] },
  words: string,
): string {
  return networks.length === 1 ? `In network ${networks[0]!.index} ${words}` : capitalised(words);
}

const PLAIN = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
