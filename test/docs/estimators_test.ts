/** The table of docs/estimators.md beside what the library computes now. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { plantedSystems } from "../../lib/information/mod.ts";
import { permitted } from "../permitted.ts";
import { SAMPLES, tableRows, tableTitles, writtenRows } from "./estimators_table.ts";
import { count, guideText } from "./guide.ts";

Deno.test(
  "docs/estimators.md has a row for each system and number of samples",
  permitted,
  async () => {
    const [titles, ...rows] = await writtenRows();
    deepEqual(titles, tableTitles);
    deepEqual(
      rows.map(([name, samples]) => [name, samples]),
      plantedSystems().flatMap(({ name }) => SAMPLES.map((samples) => [name, count(samples)])),
    );
  },
);

Deno.test(
  "docs/estimators.md: the numbers of the fewest samples are those of the library",
  permitted,
  async () => {
    const [, ...rows] = await writtenRows();
    const fewest = rows.filter(([, samples]) => samples === count(SAMPLES[0]));
    deepEqual(fewest, await tableRows([SAMPLES[0]]));
  },
);

Deno.test("docs/estimators.md describes each system", permitted, async () => {
  const text = await guideText("estimators.md");
  for (const { name, description } of plantedSystems()) {
    ok(text.includes(`| ${name} | ${description} |`), name);
  }
});
