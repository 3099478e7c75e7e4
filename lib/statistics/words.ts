/** Numbers and intervals as text. */

/** A number with fixed decimals and a typographic minus sign, zero without a sign: "−0.42", "0.0". */
export function decimal(value: number, decimals = 2): string {
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** An interval: "−0.10 to 0.74". */
export function rangeText([low, high]: readonly [lower: number, upper: number]): string {
  return `${decimal(low)} to ${decimal(high)}`;
}

/** A mean with its interval, where it has one: "0.42 (0.10 to 0.74)". */
export function withInterval(
  mean: number,
  interval: readonly [lower: number, upper: number] | undefined,
): string {
  return interval === undefined ? decimal(mean) : `${decimal(mean)} (${rangeText(interval)})`;
}
