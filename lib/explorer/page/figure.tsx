/** Figures in the page, each drawn in a task of its own, so that none keeps the page from answering. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Figure as Drawn } from "../../figures/mod.ts";
import { Download } from "./download.tsx";

interface FigureProps {
  /** The name of the file to save, without its ending. */
  readonly name: string;
  readonly draw: () => Drawn;
  /** What the figure depends on: it is drawn anew when one of them changes. */
  readonly of: readonly unknown[];
}

/** Runs work in later tasks, one after the other; the function that is returned ends it. */
function inTasks(...steps: readonly (() => void)[]): () => void {
  let handle: ReturnType<typeof setTimeout> | undefined;
  const next = (at: number) => {
    if (at < steps.length) {
      handle = setTimeout(() => {
        steps[at]!();
        next(at + 1);
      });
    }
  };
  next(0);
  return () => clearTimeout(handle);
}

/** A figure; its style attributes become properties, because the page's policy forbids them. */
export function Figure({ name, draw, of }: FigureProps) {
  const place = useRef<HTMLDivElement>(null);
  const [svg, setSvg] = useState<string>();
  useEffect(() => {
    let drawn = "";
    let own: Element;
    return inTasks(
      () => {
        drawn = draw().svg;
      },
      () => {
        const parsed = new DOMParser().parseFromString(
          drawn.replaceAll(/ style="/g, ' data-style="'),
          "image/svg+xml",
        );
        own = document.importNode(parsed.documentElement, true);
        for (const element of [own, ...own.querySelectorAll("[data-style]")]) {
          (element as SVGElement).style.cssText = element.getAttribute("data-style") ?? "";
          element.removeAttribute("data-style");
        }
      },
      () => {
        // The figure can be gone by then.
        if (place.current === null) return;
        place.current.replaceChildren(own);
        setSvg(drawn);
      },
    );
  }, of);
  return (
    <>
      <div class="figure" ref={place} tabIndex={0} role="region" aria-label={`Figure: ${name}`} />
      {svg && <Download name={`${name}.svg`} type="image/svg+xml" text={() => svg} />}
    </>
  );
}
