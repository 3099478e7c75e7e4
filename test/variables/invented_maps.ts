/** Feature maps invented for tests. */
import { normals, randomSource } from "../../lib/system/random/mod.ts";

/** Values as [sample][map][position]: a common signal, an own slope over positions, and noise. */
export function inventedMaps(
  samples: number,
  maps: number,
  positions: number,
  seed = 3,
): number[][][] {
  const noise = normals(samples * maps * (positions + 2), randomSource(seed));
  let at = 0;
  return Array.from({ length: samples }, () => {
    const signal = noise[at]!;
    return Array.from({ length: maps }, () => {
      const [own, slope] = [noise[at++]!, noise[at++]!];
      return Array.from({ length: positions }, (_, p) => (
        signal + own + slope * (p / positions - 0.4) + 0.5 * noise[at++]!
      ));
    });
  });
}
