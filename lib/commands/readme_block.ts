/**
 * The part of the README that is written from results.
 * @module
 */

const BEGIN = "<!-- verdicts: written by `deno task notebooks:refresh` -->";
const END = "<!-- end of verdicts -->";

/** The README lacks the marks between which the verdicts stand. */
export class ReadmeError extends Error {
  override readonly name = "ReadmeError";
}

/**
 * `readme` with `block` between its marks, in place of what stood there.
 *
 * @throws ReadmeError unless both marks are there, each once and in their order
 */
export function withVerdicts(readme: string, block: string): string {
  const [before, inside, ...more] = readme.split(BEGIN);
  const [, after, ...others] = (inside ?? "").split(END);
  if (after === undefined || more.length > 0 || others.length > 0) {
    throw new ReadmeError(
      `The README needs a line ${BEGIN} and below it a line ${END}, each once: ` +
        `the verdicts are written between them`,
    );
  }
  return `${before}${BEGIN}\n\n${block}\n\n${END}${after}`;
}
