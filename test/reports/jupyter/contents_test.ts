import { match, strictEqual as equal } from "node:assert/strict";
import { firstHeading, withContents } from "../../../lib/reports/jupyter/report.ts";
import { code, notebook, prose } from "./_notebooks.ts";

Deno.test("the title is the first heading of level 1, without markup", () => {
  const source = notebook(
    code("# no"),
    prose("intro\n\n## Two"),
    prose("# The *title* [a](b) #\n"),
  );
  equal(firstHeading(source), "The title a");
  equal(firstHeading(notebook(prose("text"))), undefined);
});

const heading = (level: number, id: string) =>
  `<h${level} id="${id}">${id} <b>x</b><a class="anchor-link" href="#${id}">¶</a></h${level}>`;

Deno.test("headings of levels 2 and 3 are listed below the title", () => {
  const html = `<main>${heading(1, "T")}${heading(2, "A")}${heading(3, "B")}${
    heading(4, "C")
  }</main>`;
  match(
    withContents(html),
    /<\/h1><nav.*<li class="level-2"><a href="#A">A <b>x<\/b><\/a>.*level-3"><a href="#B">.*<\/nav><h2/s,
  );
  equal(withContents(html).includes('href="#C">C'), false);
});

Deno.test("without a title the list comes first; fewer than two headings need none", () => {
  match(withContents(`<main>${heading(2, "A")}${heading(2, "B")}`), /^<main><nav/);
  const single = `<main>${heading(2, "A")}`;
  equal(withContents(single), single);
});
