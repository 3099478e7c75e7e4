/**
 * How a failed download is told.
 * @module
 */
import { DatasetError } from "./errors.ts";

/** What one attempt at one mirror came to. */
export interface MirrorAnswer {
  readonly url: string;
  /** 1, 2, … for the attempts at one mirror. */
  readonly attempt: number;
  /** E.g. `"404 Not Found"`. */
  readonly reason: string;
}

/** A file could not be downloaded; says what each mirror answered. */
export class DownloadError extends DatasetError {
  override readonly name = "DownloadError";
  readonly destination: string;
  /** Every failed attempt, in order; empty when none was made. */
  readonly answers: readonly MirrorAnswer[];

  constructor(destination: string, reason: string, answers: readonly MirrorAnswer[] = []) {
    const told = answers.map(({ url, attempt, reason }) =>
      `\n  ${url}, attempt ${attempt}: ${reason}`
    );
    super(`Cannot download ${destination}: ${reason}${told.join("")}`);
    this.destination = destination;
    this.answers = answers;
  }
}
