/** Reading SVG text in tests. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";

/** Fails unless every tag is closed in order and no character of markup stands in text. */
export function assertWellFormed(svg: string): void {
  const open: string[] = [];
  let end = 0;
  for (const tag of svg.matchAll(/<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    assertPlain(svg.slice(end, tag.index));
    end = tag.index + tag[0].length;
    assertPlain(tag[3]!);
    const names = [...tag[3]!.matchAll(/([\w:-]+)="/g)].map(([, name]) => name);
    equal(new Set(names).size, names.length, `an attribute twice in ${tag[0]}`);
    if (tag[1] === "/") equal(open.pop(), tag[2], `</${tag[2]}> closes another element`);
    else if (tag[4] === "") open.push(tag[2]!);
  }
  equal(end, svg.length, `markup that is no tag: ${svg.slice(end, end + 80)}`);
  deepEqual(open, []);
}

function assertPlain(text: string): void {
  equal(/<|&(?!(amp|lt|gt|quot|#160|nbsp);)/.exec(text)?.[0], undefined, `bare markup in ${text}`);
}

/** Contents of all `<text>` elements, `<tspan>`s joined by spaces, in order. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, content]) =>
    content!.replaceAll("</tspan><tspan", "</tspan> <tspan").replace(/<[^>]+>/g, "")
  );
}

/** Values of one attribute, in order. */
export function attributesOf(svg: string, name: string): string[] {
  return [...svg.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value]) => value!);
}

/** Ordinary spaces for no-break ones, to compare wording. */
export function words(text: string): string {
  return text.replaceAll(/\u00a0|&#160;/g, " ");
}
