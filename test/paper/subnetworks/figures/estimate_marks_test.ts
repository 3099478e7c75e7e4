import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { estimate } from "../../../../lib/figures/kit/estimate.ts";
import { type Line, lineMarks } from "../../../../lib/paper/subnetworks/figures/panels.ts";
import type { SizeEstimate } from "../../../../lib/paper/subnetworks/figures/values.ts";
import { type Kind, STRATEGY_STYLES } from "../../../../lib/paper/subnetworks/figures/styles.ts";
import { plotPanel } from "../../../../lib/figures/panels/panels.ts";
import type { SubnetworkSize } from "../../../../lib/paper/subnetworks/result.ts";
import { attributesOf } from "../../../figures/svg_checks.ts";

const { synergy, redundancy } = STRATEGY_STYLES;
const point = (size: SubnetworkSize, ...values: number[]): Omit<SizeEstimate, "style"> => (
  { strategy: "synergy", column: "a", size, values: [], ...estimate(values) }
);
const line = (style: Kind, ...points: ReturnType<typeof point>[]): Line =>
  points.map((point) => ({ ...point, style }));
const draw = (lines: readonly Line[]) =>
  plotPanel({
    width: 100,
    height: 100,
    margin: 0,
    axis: null,
    x: { domain: [0, 10] },
    y: { domain: [0, 10] },
    fx: { axis: null, padding: 0 },
    marks: lineMarks(lines, (size) => typeof size === "number" ? size : 8, (value) => value),
  }).svg;

Deno.test("a line joins numbers, not k*", () => {
  const svg = draw([line(synergy, point(2, 5), point(4, 5), point("k*", 5))]);
  deepEqual(attributesOf(svg, "d").filter((d) => d.includes("L")), ["M20,50L40,50"]);
  equal(svg.match(/<circle|<path d="M[\d.]*,0A/g)?.length, 3);
});

Deno.test("bands and whiskers where there is an interval", () => {
  const single = line(synergy, point(2, 5), point("k*", 5));
  const several = line(synergy, point(2, 4, 5, 6), point("k*", 4, 5, 6));
  const opacity = (svg: string) => attributesOf(svg, "fill-opacity").length;
  const whiskers = (svg: string) => svg.match(/<line/g)?.length ?? 0;
  deepEqual([opacity(draw([single])), whiskers(draw([single]))], [0, 0]);
  deepEqual([opacity(draw([several])), whiskers(draw([several]))], [1, 1]);
});

Deno.test("markers at k* stand beside each other, the last line's first", () => {
  const svg = draw([line(redundancy, point("k*", 5)), line(synergy, point("k*", 5))]);
  const shiftOf = ({ colour }: { readonly colour: string }) => {
    const [, shift] = new RegExp(`translate\\((-?[\\d.]+),0\\)"><g [^>]*fill="${colour}"`).exec(
      svg,
    )!;
    return Number(shift);
  };
  deepEqual([shiftOf(synergy), shiftOf(redundancy)], [-2.5, 2.5]);
});

Deno.test("later lines are on top of earlier ones, bands below all lines", () => {
  const points = [point(2, 4, 5, 6), point(4, 4, 5, 6)];
  const svg = draw([line(redundancy, ...points), line(synergy, ...points)]);
  const places = [redundancy, synergy].map(({ colour }) => svg.indexOf(`stroke="${colour}"`));
  ok(places[0]! < places[1]!);
  ok(svg.lastIndexOf("fill-opacity") < places[0]!);
});
