/** The page as a file, with data in it. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { analyse } from "../../lib/analysis/mod.ts";
import { parseTable } from "../../lib/data/tables/mod.ts";
import { dataElement, EMBEDDED } from "../../lib/explorer/embedded.ts";
import { explorerPage, reportPage } from "../../lib/explorer/page_file.ts";
import { permitted } from "../permitted.ts";

/** The data of an element of a page. */
function dataIn(page: string, id: string): unknown {
  const [, json] =
    new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`).exec(page) ?? [];
  return json === undefined ? undefined : JSON.parse(json);
}

Deno.test("data do not end their element, whatever they are", () => {
  const evil = "</script><script>alert(1)</script><!--";
  const element = dataElement("report", { evil });
  equal(element.match(/</g)!.length, 2);
  deepEqual(dataIn(element, "report"), { evil });
});

Deno.test("a report has the result inside, and nothing else than the page", permitted, async () => {
  const features = {
    samples: 40,
    variables: 3,
    values: Float64Array.from({ length: 120 }, (_, i) => (i * i) % 37),
  };
  const result = await analyse(features, undefined, { details: {} });
  const report = { title: "a <b>.npy", command: "deno task analyze", result };
  const page = await reportPage(report);
  deepEqual(dataIn(page, EMBEDDED.report), JSON.parse(JSON.stringify(report)));
  equal(dataIn(page, EMBEDDED.demonstration), undefined);
});

Deno.test(
  "the explorer has the files of the demonstration: 2,000 samples of 20 units, with labels",
  permitted,
  async () => {
    const page = await explorerPage();
    ok(page.length < 2e6, `${page.length} bytes`);
    const files = dataIn(page, EMBEDDED.demonstration) as { name: string; base64: string }[];
    const tables = await Promise.all(
      files.map(({ name, base64 }) => parseTable(Uint8Array.fromBase64(base64), name)),
    );
    deepEqual(tables.map(({ samples, columns }) => [samples, columns.length]), [[2000, 20], [
      2000,
      1,
    ]]);
    deepEqual(new Set(tables[1]!.columns[0]!.values), new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  },
);
