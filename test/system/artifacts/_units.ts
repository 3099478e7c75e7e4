/** Artifacts that several processes write, read and damage. */
import type { ArtifactFiles, ArtifactId } from "../../../lib/system/artifacts/mod.ts";

/** How many different ones there are. */
export const UNITS = 4;

/** What identifies unit `index`. */
export const unitId = (index: number): ArtifactId => ({ kind: "unit", inputs: { index } });

/** Its files: several, one of them larger than a page of memory and in a folder of its own. */
export const unitFiles = (index: number): ArtifactFiles => ({
  "small.json": new TextEncoder().encode(JSON.stringify({ index })),
  "deep/large.bin": new Uint8Array(20_000).fill(index + 1),
});

/** Where the file lies that {@link spoil} damages. */
export const FRAGILE = "deep/large.bin";

/** Bytes that are left of it. */
export const SPOILT_BYTES = 1;
