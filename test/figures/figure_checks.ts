/** What must hold for every figure, and pictures of them as snapshots. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { PERMITTED, permitted } from "../permitted.ts";
import type { Figure } from "../../lib/paper/figures.ts";
import { assertWellFormed, attributesOf, textsOf } from "./svg_checks.ts";

/** Functions that draw the same figure whenever they are called, by name. */
export type Figures = Readonly<Record<string, () => Figure>>;

/**
 * Registers tests of all figures of a test file, and compares each with the file
 * `snapshots/NAME.svg` beside that test file. To write these files anew, look at what changed and then
 * add `-- --update` to the command: `deno test -P test/paper/layers/figures/figures_test.ts -- --update`.
 */
export function testFigures({ dirname }: ImportMeta, figures: Figures): void {
  const folder = join(dirname!, "snapshots");
  for (const [name, draw] of Object.entries(figures)) {
    Deno.test(`${name}: stands alone and is the same twice`, () => {
      const { svg, title, description } = draw();
      assertWellFormed(svg);
      equal(draw().svg, svg);
      equal(attributesOf(svg, "xmlns")[0], "http://www.w3.org/2000/svg");
      equal(/NaN|undefined|Infinity|null/.exec(svg)?.[0], undefined);
      equal(/FIGURE-ID|plot-clip/.exec(svg)?.[0], undefined);
      const references = [...attributesOf(svg, "href"), ...svg.matchAll(/url\(([^)]*)\)/g)].map(
        String,
      );
      ok(references.every((reference) => !/https?:/.test(reference)), "refers to a server");
      ok(svg.length < 60_000);
      ok(title.length > 10 && description.length > title.length);
      equal(textsOf(svg)[0], escaped(title));
    });

    Deno.test(`${name}: is named for screen readers`, () => {
      const { svg, title, description } = draw();
      const label = attributesOf(svg, "aria-labelledby")[0];
      const details = attributesOf(svg, "aria-describedby")[0];
      ok(svg.includes(`<title id="${label}">${escaped(title)}</title>`));
      ok(svg.includes(`<desc id="${details}">${escaped(description)}</desc>`));
      ok(svg.includes('role="img"'));
    });

    Deno.test(`${name}: looks as before`, permitted, async () => {
      const path = join(folder, snapshotName(name));
      const now = snapshotOf(draw());
      if (UPDATE) await Deno.writeTextFile(path, now);
      const lines = (await Deno.readTextFile(path)).split("\n");
      const changed = now.split("\n").findIndex((line, at) => line !== lines[at]);
      const message = `differs from ${path} in line ${changed + 1}; if that is meant: -- --update`;
      equal(now.split("\n")[changed], lines[changed], message);
      equal(now, lines.join("\n"), `is shorter than ${path}; if that is meant: -- --update`);
    });
  }

  Deno.test("each snapshot belongs to a figure", permitted, async () => {
    const files = await Array.fromAsync(Deno.readDir(folder), (file) => file.name);
    deepEqual(files.sort(), Object.keys(figures).map(snapshotName).sort());
  });

  Deno.test("figures in one page share no id, and every reference is to an id of its own figure", () => {
    const ids = Object.values(figures).map((draw) => attributesOf(draw().svg, "id"));
    const all = ids.flat();
    equal(new Set(all).size, all.length);
    Object.values(figures).forEach((draw, at) => {
      const used = [...draw().svg.matchAll(/url\(#([^)]*)\)/g)].map(([, id]) => id!);
      deepEqual(used.filter((id) => !ids[at]!.includes(id)), []);
    });
  });
}

/** Whether snapshots are written instead of compared. Reading arguments needs no permission. */
const UPDATE = PERMITTED && Deno.args.includes("--update");

function snapshotName(figure: string): string {
  return `${figure.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.svg`;
}

/**
 * One element per line. Compressed images, and the id hashed from the content, depend on the zlib in
 * use; pixels are tested with the digits.
 */
function snapshotOf({ svg }: Figure): string {
  return svg.replaceAll(/data:image\/png;base64,[^"]*/g, "data:image/png;base64,…")
    .replaceAll(/figure-[0-9a-f]{10}/g, "figure")
    .replaceAll("><", ">\n<") + "\n";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
