import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import {
  type Broadcast,
  display,
  html,
  inKernel,
  interruptSignal,
  jupyterOutput,
  markdown,
  textOutput,
} from "../../../lib/reports/notebook/mod.ts";
import { parseHTML } from "linkedom";

/** Records what goes to Jupyter. */
function recorder() {
  const messages: { type: string; content: Record<string, unknown> }[] = [];
  const broadcast: Broadcast = (type, content) => {
    messages.push({ type, content });
    return Promise.resolve();
  };
  return { messages, broadcast };
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"></svg>';

Deno.test("show sends each kind of item as its own display_data with a plain-text stand-in", async () => {
  const { messages, broadcast } = recorder();
  await display(
    [{ svg: SVG, title: "A figure" }, html("<b>3</b>"), markdown("$x^2$")],
    jupyterOutput(broadcast, 0),
  );
  deepEqual(messages.map(({ type }) => type), Array(3).fill("display_data"));
  deepEqual(messages.map(({ content }) => content.data), [
    { "image/svg+xml": SVG, "text/plain": "A figure" },
    { "text/html": "<b>3</b>", "text/plain": "3" },
    { "text/markdown": "$x^2$", "text/plain": "$x^2$" },
  ]);
});

Deno.test("show takes an svg element of a document and gives it its namespace once", async () => {
  const { document } = parseHTML("<div></div>");
  document.body.innerHTML = '<svg width="4"></svg>';
  const { messages, broadcast } = recorder();
  await display(
    [document.querySelector("svg")!, { outerHTML: SVG }],
    jupyterOutput(broadcast, 0),
  );
  const sources = messages.map(({ content }) =>
    (content.data as Record<string, string>)["image/svg+xml"]
  );
  for (const source of sources) equal(source?.match(/xmlns="/g)?.length, 1, `${source}`);
});

Deno.test("show rejects what it cannot display, naming its position, before showing anything", async () => {
  const { messages, broadcast } = recorder();
  const items = [html("a"), "plain" as unknown as ReturnType<typeof html>];
  await rejects(
    () => display(items, jupyterOutput(broadcast, 0)),
    (error: Error) => error instanceof TypeError && /item 2, "plain"/.test(error.message),
  );
  await rejects(() => display([{ outerHTML: "<p></p>" }], jupyterOutput(broadcast, 0)), TypeError);
  deepEqual(messages, []);
});

Deno.test("show resolves no earlier than 20 ms after its last output: the kernel drops later ones", async () => {
  let sent = 0;
  const output = jupyterOutput(() => {
    sent = performance.now();
    return Promise.resolve();
  });
  await display([html("a")], output);
  ok(performance.now() - sent >= 20);
});

Deno.test("outside a kernel the text is printed, and SIGINT keeps its meaning", async () => {
  equal(inKernel(), false);
  const printed: string[] = [];
  const output = textOutput((text) => printed.push(text));
  await display([html("<i>a</i>"), { svg: SVG, title: "A figure" }], output);
  deepEqual(printed, ["a", "A figure"]);
  equal(interruptSignal().aborted, false);
});
