/**
 * How much some artifacts are: room on the disk, and work.
 * @module
 */
import { z } from "zod";
import type { Footprint, StoredArtifact } from "../system/artifacts/scan.ts";

/** Artifacts, added up. */
export interface Amount extends Footprint {
  readonly artifacts: number;
  /** Seconds of work, as far as it was noted. */
  readonly seconds: number;
  /** When the newest was finished, e.g. `"2026-11-28T14:55:39.519Z"`; `null` where none has a note. */
  readonly newest: string | null;
}

/** What was noted beside an artifact; the note may be gone or changed, the artifact counts. */
const note = z.looseObject({ seconds: z.number().min(0), finished: z.iso.datetime() }).partial();

/** The amount of artifacts. */
export function amountOf(artifacts: readonly StoredArtifact[]): Amount {
  const notes = artifacts.map(({ sidecar }) => note.safeParse(sidecar).data ?? {});
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    artifacts: artifacts.length,
    bytes: sum(artifacts.map(({ bytes }) => bytes)),
    bytesOnDisk: sum(artifacts.map(({ bytesOnDisk }) => bytesOnDisk)),
    seconds: sum(notes.map(({ seconds = 0 }) => seconds)),
    newest: notes.reduce<string | null>(
      (newest, { finished = null }) => (finished ?? "") > (newest ?? "") ? finished : newest,
      null,
    ),
  };
}

/** A kind of artifacts with its amount. */
export interface KindAmount extends Amount {
  readonly kind: string;
}

/** The amounts of the kinds among artifacts, networks first, then in alphabetical order. */
export function amountsByKind(artifacts: readonly StoredArtifact[]): KindAmount[] {
  return [...Map.groupBy(artifacts, ({ kind }) => kind)]
    .map(([kind, own]) => ({ kind, ...amountOf(own) }))
    .sort((a, b) => rank(a.kind) < rank(b.kind) ? -1 : 1);
}

const rank = (kind: string) => kind === NETWORK ? "" : kind;

/** Kind of the trained networks, which other artifacts are computed from. */
export const NETWORK = "network";
