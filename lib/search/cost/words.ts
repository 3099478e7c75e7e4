/**
 * The cost of a search in words.
 * @module
 */
import type { SearchCost } from "./request.ts";

/** A cost as a phrase, e.g. `"5.0 · 10^7 multiplets, about 12 s on one core, 4 MiB"`. */
export function costText({ multiplets, seconds, bytes, workers }: SearchCost): string {
  return `${numberText(multiplets)} multiplet${multiplets === 1 ? "" : "s"}, ${
    aboutText(seconds)
  } on ` +
    `${workers === 1 ? "one core" : `${workers} workers`}, ${bytesText(bytes)}`;
}

/** An estimate of seconds, e.g. `"about 12 s"`. */
export function aboutText(seconds: number): string {
  return seconds < SHORT || seconds === Infinity
    ? durationText(seconds)
    : `about ${durationText(seconds)}`;
}

/** Seconds that round to one. */
const SHORT = 0.95;

/** Seconds in the unit that suits them, to two digits at most. */
export function durationText(seconds: number): string {
  if (seconds < SHORT) return "less than 1 s";
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  // Nanoseconds that exceed 1.8 · 10^308 are infinitely many.
  if (seconds === Infinity) return "more than 10^291 years";
  const hours = seconds / 3600;
  if (hours < 48) return `${hours < 10 ? hours.toFixed(1) : Math.round(hours)} hours`;
  const days = hours / 24;
  return days < 1000 ? `${Math.round(days)} days` : `${numberText(days / 365.25)} years`;
}

/** A limit of seconds: to two digits where it is short, so that it tells what is allowed. */
export function secondsLimitText(seconds: number): string {
  return seconds < SHORT ? `${Number(seconds.toPrecision(2))} s` : durationText(seconds);
}

/** A limit of bytes: all of them where they are few. */
export function bytesLimitText(bytes: number): string {
  return bytes < 2 ** 20 ? amountText(Math.floor(bytes), "byte") : bytesText(bytes);
}

/** A number of things, e.g. `"1 unit"`. */
export function amountText(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** Bytes as MiB, or GiB where there are many. */
export function bytesText(bytes: number): string {
  if (bytes === Infinity) return "more than 10^299 GiB";
  const mebibytes = bytes / 2 ** 20;
  if (mebibytes < 1) return "less than 1 MiB";
  if (mebibytes < 1024) return `${Math.round(mebibytes)} MiB`;
  const gibibytes = mebibytes / 1024;
  return `${gibibytes < 10 ? gibibytes.toFixed(1) : numberText(gibibytes)} GiB`;
}

/** A number to two digits, e.g. `"1.2 · 10^9"`, or whole where it is short. */
function numberText(value: number): string {
  if (value === Infinity) return "more than 10^308";
  if (value < 10_000) return `${Math.round(value)}`;
  const [digits, power] = value.toExponential(1).split("e+");
  return digits === "1.0" ? `10^${power}` : `${digits} · 10^${power}`;
}
