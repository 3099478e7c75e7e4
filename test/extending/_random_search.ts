/** A search from outside the library: multiplets drawn at random. */
import { randomSource, shuffle } from "@multiplet/multiplet/random";
import type { ScoredMultiplet } from "@multiplet/multiplet/information";
import { type Search, searchCost } from "@multiplet/multiplet/search";

/** Scores `draws` random multiplets of every size and keeps the best at both ends. */
export function randomSearch(draws: number, seed: number): Search {
  return {
    name: "random",
    options: [],
    needsSizes: false,
    cost: (shape, { sizes = [] }) => {
      // As many single scores as draws, each of about the cost of the library's own.
      const one = searchCost({ ...shape, variables: 2, widths: [1, 1] }, { search: "greedy" });
      return { ...one, multiplets: draws * sizes.length, seconds: draws * one.seconds };
    },
    run: (system, { sizes = [], top = 1, signal, onProgress }) => {
      const random = randomSource(seed);
      const all = Array.from({ length: system.shape.variables }, (_, position) => position);
      const found = sizes.map((size, at) => {
        const drawn = new Map<string, ScoredMultiplet>();
        for (let draw = 0; draw < draws; draw++) {
          signal?.throwIfAborted();
          const score = system.score(shuffle([...all], random).slice(0, size));
          drawn.set(score.multiplet.join(), score);
        }
        onProgress?.((at + 1) / sizes.length);
        const ascending = [...drawn.values()].sort((a, b) => a.oInformation - b.oInformation);
        return {
          size,
          multipletCount: drawn.size,
          synergy: ascending.slice(0, top),
          redundancy: ascending.toReversed().slice(0, top),
          guarantee: { synergy: "best found", redundancy: "best found" } as const,
        };
      });
      return Promise.resolve({ search: "random", sizes: found });
    },
  };
}
