/**
 * Coverage of processes that tests start.
 * @module
 */
import { PERMITTED } from "./permitted.ts";

/**
 * Ends that the processes that this one starts count coverage, too: it takes them three times as long,
 * and what they execute is counted in tests without a process of their own.
 */
export function withoutCoverage(): void {
  // An empty value would mean the current folder.
  if (PERMITTED) Deno.env.delete("DENO_COVERAGE_DIR");
}
