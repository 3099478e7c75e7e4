/** Figures in the page, each drawn in a task of its own, so that none keeps the page from answering. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Figure as Drawn } from "../../figures/mod.ts";
import { Download } from "./download.tsx";

interface FigureProps {
  /** The name of the file to save, without its ending. */
  readonly name: string;
  /** The figure, or the steps that draw it, each in a task of its own. */
  readonly draw: () => Drawn | Generator<void, Drawn>;
  /** What the figure depends on: it is drawn anew when one of them changes. */
  readonly of: readonly unknown[];
}

/** Runs steps in later tasks, one after the other; the function that is returned ends it. */
function inTasks(steps: Iterator<void, void>): () => void {
  let handle: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    handle = setTimeout(() => {
      if (!steps.next().done) next();
    });
  };
  next();
  return () => clearTimeout(handle);
}

/** A figure; its style attributes become properties, because the page's policy forbids them. */
export function Figure({ name, draw, of }: FigureProps) {
  const place = useRef<HTMLDivElement>(null);
  const [svg, setSvg] = useState<string>();
  useEffect(() =>
    inTasks(function* () {
      const figure = draw();
      const drawn = "svg" in figure ? figure.svg : (yield* figure).svg;
      yield;
      const parsed = new DOMParser().parseFromString(
        drawn.replaceAll(/ style="/g, ' data-style="'),
        "image/svg+xml",
      );
      const own = document.importNode(parsed.documentElement, true);
      for (const element of [own, ...own.querySelectorAll("[data-style]")]) {
        (element as SVGElement).style.cssText = element.getAttribute("data-style") ?? "";
        element.removeAttribute("data-style");
      }
      yield;
      // The figure can be gone by then.
      if (place.current === null) return;
      place.current.replaceChildren(own);
      setSvg(drawn);
    }()), of);
  return (
    <>
      <div class="figure" ref={place} tabIndex={0} role="region" aria-label={`Figure: ${name}`} />
      {svg && <Download name={`${name}.svg`} type="image/svg+xml" text={() => svg} />}
    </>
  );
}
