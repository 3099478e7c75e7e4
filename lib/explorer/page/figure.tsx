/** Figures in the page. */
import { useEffect, useRef } from "preact/hooks";
import type { Figure as Drawn } from "../../figures/mod.ts";

/** A figure; its style attributes become properties, because the page's policy forbids them. */
export function Figure({ figure: { svg } }: { readonly figure: Drawn }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parsed = new DOMParser().parseFromString(
      svg.replaceAll(/ style="/g, ' data-style="'),
      "image/svg+xml",
    );
    const own = document.importNode(parsed.documentElement, true);
    for (const element of [own, ...own.querySelectorAll<SVGElement>("[data-style]")]) {
      element.style.cssText = element.getAttribute("data-style") ?? "";
      element.removeAttribute("data-style");
    }
    place.current!.replaceChildren(own);
  }, [svg]);
  return <div class="figure" ref={place} />;
}
