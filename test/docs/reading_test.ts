/**
 * Every number of `docs/reading.md`, computed. Each section makes the passages of the guide that have
 * numbers; all of them must be in the guide, and nothing else in it may have a digit.
 */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { guideText } from "./guide.ts";
import { encodings, limits, targetPart } from "./reading_labels.ts";
import { search } from "./reading_search.ts";
import { largeOrSmall, meaning, multiplet, samplesNeeded, structure } from "./reading_values.ts";
import { PERMITTED, permitted } from "../permitted.ts";

const guide = PERMITTED ? await guideText("reading.md") : "";

/** What computes the passages of each section; each does it once. */
const SECTIONS = Object.entries({
  multiplet,
  meaning,
  largeOrSmall,
  samplesNeeded,
  structure,
  encodings,
  targetPart,
  search,
  limits,
}).map(([name, compute]) => {
  let passages: Promise<string[]> | undefined;
  return { name, passages: () => passages ??= Promise.resolve(compute()) };
});

for (const { name, passages } of SECTIONS) {
  Deno.test(
    `docs/reading.md, ${name}: the numbers are those of the library`,
    permitted,
    async () => {
      deepEqual((await passages()).filter((passage) => !guide.includes(passage)), []);
    },
  );
}

Deno.test("docs/reading.md has no number that is not computed", permitted, async () => {
  let rest = guide;
  for (const { passages } of SECTIONS) {
    for (const passage of await passages()) rest = rest.replaceAll(passage, "");
  }
  deepEqual([...rest.matchAll(/.{0,40}[\d²½].{0,40}/g)].map(([text]) => text), []);
});
