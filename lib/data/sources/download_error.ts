/**
 * How a failed download is told.
 * @module
 */
import { DatasetError } from "../errors.ts";

/** What one attempt at one mirror came to. */
export interface MirrorAnswer {
  /** Full address of the file on the mirror. */
  readonly url: string;
  /** 1, 2, … for the attempts at one mirror. */
  readonly attempt: number;
  /** E.g. `"404 Not Found"`. */
  readonly reason: string;
}

/**
 * A file could not be downloaded; says what each mirror answered.
 *
 * @example
 * ```ts
 * import { DownloadError } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const answers = [{ url: "https://example.org/x.gz", attempt: 1, reason: "404 Not Found" }];
 * const { message } = new DownloadError("data/x.gz", "no mirror gave the file", answers);
 * equal(message.split("\n")[0], "Cannot download data/x.gz: no mirror gave the file");
 * equal(message.split("\n")[1], "  https://example.org/x.gz, attempt 1: 404 Not Found");
 * ```
 */
export class DownloadError extends DatasetError {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "DownloadError";
  /** Where the file should have gone. */
  readonly destination: string;
  /** Every failed attempt, in order; empty when none was made. */
  readonly answers: readonly MirrorAnswer[];

  /**
   * The message has a line for every answer.
   *
   * @param reason a clause: what was tried, or what to do
   * @param remedy a sentence: how else to get the file; the last line, where there is one
   */
  constructor(
    destination: string,
    reason: string,
    answers: readonly MirrorAnswer[] = [],
    remedy?: string,
  ) {
    const told = answers.map(({ url, attempt, reason }) =>
      `\n  ${url}, attempt ${attempt}: ${reason}`
    );
    const last = remedy === undefined ? "" : `\n${remedy}`;
    super(`Cannot download ${destination}: ${reason}${told.join("")}${last}`);
    this.destination = destination;
    this.answers = answers;
  }
}
