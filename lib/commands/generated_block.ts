/**
 * The part of a Markdown file that is written from results.
 * @module
 */

const BEGIN = "<!-- verdicts: written by `deno task notebooks:refresh` -->";
const END = "<!-- end of verdicts -->";

/** A file lacks the marks between which the verdicts stand. */
export class GeneratedBlockError extends Error {
  override readonly name = "GeneratedBlockError";
}

/**
 * `text` with `block` between its marks, in place of what stood there.
 *
 * @param name of the file, for the message
 * @throws GeneratedBlockError unless both marks are there, each once and in their order
 */
export function withVerdicts(name: string, text: string, block: string): string {
  const [before, inside, ...more] = text.split(BEGIN);
  const [, after, ...others] = (inside ?? "").split(END);
  if (after === undefined || more.length > 0 || others.length > 0) {
    throw new GeneratedBlockError(
      `${name} needs a line ${BEGIN} and below it a line ${END}, each once: ` +
        `the verdicts are written between them`,
    );
  }
  return `${before}${BEGIN}\n\n${block}\n\n${END}${after}`;
}
