/**
 * Drawings below each other.
 * @module
 */
import { element } from "./svg.ts";

/** Markup of a drawing that begins at y = 0, and how far down it reaches. */
export interface Drawing {
  readonly svg: string;
  readonly height: number;
}

/** Stacks drawings with `gap` between them. */
export function stacked(drawings: readonly Drawing[], gap: number): Drawing {
  let height = -gap;
  const placed = drawings.map((drawing) => {
    const top = height + gap;
    height = top + drawing.height;
    return element("g", { transform: `translate(0,${top})` }, drawing.svg);
  });
  return { svg: placed.join(""), height: Math.max(0, height) };
}
