/** Which columns of a file are analysed, and by which names and numbers. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { permitted } from "../../permitted.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { ranked } from "../../../lib/analysis/mod.ts";
import { csv, refusalOf, resultOf, withTables } from "./_analyze.ts";
import { columnsOf } from "./_columns.ts";

const { columns: [a, b, c, d], labels } = columnsOf(mixedSignals({ variables: 4, seed: 3 }));
const names = labels.map((_, at) => `s${at}`);
const files = {
  "x.csv": csv({ id: names, a: a!, "fc[1]": b!, c: c!, "d,e": d! }).replace("d,e", '"d,e"'),
  "plain.csv": csv({ a: a!, c: c! }),
};

Deno.test(
  "names that begin with a dash, in lists and for arrays of standard input",
  permitted,
  () => {
    const wave = (step: number) =>
      Array.from({ length: 40 }, (_, row) => Math.sin(step * row * row));
    const files = { "x.csv": csv({ "-a": wave(1), "--b": wave(2), c: wave(3), d: wave(5) }) };
    return withTables(files, async (run) => {
      const names = async (...words: string[]) =>
        resultOf(await run("--features x.csv", ...words)).dropped.map(({ name }) => name);
      deepEqual(await names("--without", "-a"), ["-a"]);
      deepEqual(await names("--without", "-a,--b"), ["-a", "--b"]);
      deepEqual(await names("--columns=--b,-a"), ["c", "d"]);
      match(refusalOf(await run("--features x.csv --columns --b,c")), /write --columns=--b,c$/);
      match(refusalOf(await run("--features -:a --labels -:b")), /are both standard input/);
    });
  },
);

Deno.test(
  "columns by name, index and range; others need not be numbers",
  permitted,
  () =>
    withTables(files, async (run) => {
      const all = resultOf(await run("--features x.csv --without id"));
      deepEqual(all.dropped, [{ index: 0, name: "id", reason: "unused" }]);
      deepEqual(all.featureNames, ["id", "a", "fc[1]", "c", "d,e"]);
      deepEqual(ranked(all.sizes.at(-1)!.synergy)[0]!.multiplet, [1, 2, 3, 4]);
      for (const list of ["1-4", "a-4", '"a"-"d,e"', 'a,"fc[1]",3,"d,e"', '"d,e",c,2,1']) {
        deepEqual(resultOf(await run("--features x.csv --columns", list)), all, list);
      }
      const some = resultOf(await run("--features x.csv --columns a-c --without fc[1]"));
      deepEqual(some.sizes.map(({ multipletCount }) => multipletCount), [1]);
      const alone = resultOf(await run("--features plain.csv"));
      const values = (result: typeof some) =>
        ranked(result.sizes[0]!.synergy).map((one) => [one.oInformation, one.multiplet.length]);
      deepEqual(values(some), values(alone));
      deepEqual(ranked(some.sizes[0]!.synergy)[0]!.multiplet, [1, 3]);
    }),
);

Deno.test(
  "a table says how many of the columns were analysed",
  permitted,
  () =>
    withTables(files, async (run) => {
      const { stdout, text } = await run("--features x.csv --columns a-c --format table");
      match(stdout, /^300 samples of 3 of 5 variables; /);
      ok(!/dropped/i.test(text), text);
    }),
);

Deno.test(
  "columns of texts are counted, with the options that leave them out",
  permitted,
  () =>
    withTables(
      { ...files, "texts.csv": csv({ a: a!, n: names, m: names, o: names, p: names }) },
      async (run) => {
        match(
          refusalOf(await run("--features x.csv")),
          /: 1 of 5 columns are not numbers: "id"; column 0 \("id"\) has "s0" on line 2\. .* use --without id; if .* --label-column/,
        );
        match(
          refusalOf(await run("--features texts.csv")),
          /: 4 of 5 columns are not numbers: "n", "m", "o", "p"; .* use --without LIST or --columns LIST;/,
        );
      },
    ),
);

Deno.test(
  "multiplets and blocks by names and ranges",
  permitted,
  () =>
    withTables(files, async (run) => {
      const given = async (...more: string[]) =>
        resultOf(await run("--features x.csv --without id --sizes 2", ...more));
      const byIndex = await given("--multiplets", "1,2,3;3,4");
      deepEqual(byIndex.multiplets.map(({ multiplet }) => multiplet), [[1, 2, 3], [3, 4]]);
      deepEqual(await given("--multiplets", 'a-c;c,"d,e"'), byIndex);

      const blocks = await given("--blocks", '1-2;3;"d,e"');
      deepEqual(blocks.blocks, [[1, 2], [3], [4]]);
      deepEqual(await given("--blocks", 'a-fc[1];c;"d,e"'), blocks);
      const named = await given("--blocks", "a-fc[1];c", "--multiplets", "a+fc[1],1");
      deepEqual(named.multiplets.map(({ multiplet }) => multiplet), [[0, 1]]);
      match(
        refusalOf(await run("--features x.csv --blocks a-fc[1];c --multiplets a,c")),
        /^--multiplets: there is no block "a"; there are 2: 0 "a\+fc\[1\]", 1 "c"$/,
      );
      match(
        refusalOf(await run("--features x.csv --without id --blocks id;c")),
        /^--blocks has column 0 \("id"\), which other options leave out$/,
      );
      match(
        refusalOf(await run("--features x.csv --without id --multiplets id,c")),
        /^--multiplets: column 0 \("id"\) is not analysed, because options leave it out$/,
      );
    }),
);

Deno.test("20,000 multiplets from a file, in any of the notations", permitted, async () => {
  const triples = Array.from(
    { length: 20_000 },
    (_, at) => ["1,2,3", "2 3 4", 'a,c,"d,e"', "a-c"][at % 4],
  );
  const text = `\ufeff${triples.slice(0, 10_000).join("\r\n")}\r\n\r\n${
    triples.slice(10_000).join("\n")
  }\n`;
  const more = {
    ...files,
    "m.txt": text,
    "bad.txt": "1,2\n\n1,x\n",
    "empty.txt": "\n",
    "twice.txt": "1,2\n1 1\n",
  };
  await withTables(more, async (run) => {
    const options = "--features x.csv --without id --sizes 2 --multiplets 1,2 --multiplets-file";
    const { multiplets } = resultOf(await run(`${options} m.txt`));
    equal(multiplets.length, 20_001);
    deepEqual(
      multiplets.slice(0, 5).map(({ multiplet }) => multiplet),
      [[1, 2], [1, 2, 3], [2, 3, 4], [1, 3, 4], [1, 2, 3]],
    );
    match(
      refusalOf(await run(`${options} empty.txt`)),
      /^--multiplets-file .*empty\.txt: expected a multiplet per line, found none$/,
    );
    match(
      refusalOf(await run(`${options} twice.txt`)),
      /^--multiplets-file .*twice\.txt, line 2: "1,1" has 1 twice$/,
    );
    match(
      refusalOf(await run(`${options} bad.txt`)),
      /^--multiplets-file .*bad\.txt, line 3: there is no column "x";/,
    );
    match(
      refusalOf(await run(`${options} missing.txt`)),
      /missing\.txt: expected a file of text, found/,
    );
    match(refusalOf(await run(`${options} /dev/zero`)), /found a folder, a device or a pipe$/);
  });
});

Deno.test(
  "without any column left, or with one that is not there, it says so",
  permitted,
  () =>
    withTables(files, async (run) => {
      match(
        refusalOf(await run("--features plain.csv --without a-c")),
        /^No column is left to analyse: .*plain\.csv has "a", "c", and the options leave out all/,
      );
      match(
        refusalOf(await run("--features plain.csv --columns A")),
        /^--columns: there is no column "A" \(but "a"\); there are 2: 0 "a", 1 "c"$/,
      );
    }),
);
