/**
 * Removal of what was chosen.
 * @module
 */
import { isDamaged, leftover } from "../system/artifacts/scan.ts";
import {
  type Removable,
  type RemovalOptions,
  type RemovalReport,
  removeFromStore,
} from "../system/artifacts/removal.ts";
import { NETWORK } from "./amount.ts";
import { type Choice, isAbandoned } from "./choice.ts";

/**
 * Removes what was chosen from the store `root`: results before the networks that they were computed from,
 * so that an interrupt leaves no orphans.
 *
 * @throws ArtifactError when something cannot be removed
 */
export function prune(
  root: string,
  { artifacts, damaged, partial }: Choice,
  options: RemovalOptions = {},
): Promise<RemovalReport> {
  const { true: networks = [], false: results = [] } = Object.groupBy(
    artifacts,
    ({ kind }) => `${kind === NETWORK}`,
  );
  const parts: Removable[] = [
    ...[...results, ...networks].map(({ folder }) => ({ path: folder })),
    ...damaged.map(({ path, place }) => ({
      path,
      ...(place && { isStill: () => isDamaged(place) }),
    })),
    ...partial.map(({ path, reason }) => ({
      path,
      isStill: () => isAbandoned(leftover(path, reason), Date.now()),
    })),
  ];
  return removeFromStore(root, parts, options);
}
