/** Finished parts that outlive a ladder search, so that the same search takes them after an interruption. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { SearchSpace } from "../../information/search_space.ts";
import type { IslandJob, IslandResult } from "./island.ts";

/** Raised when the same job in the same space finds something else. */
const REVISION = 3;

/**
 * Texts of the finished parts of ladder searches by their names, such as `synergy-0-5f2c9e61a07b3d48`: the end, the part,
 * and the beginning of a SHA-256 of all that its result depends on: the space with its matrices, `calls`, `seed`, `top`,
 * the largest of `sizes`, and what was found before. The parts of an end are `start`, the greedy paths; the islands by
 * their numbers; and `end`, where they are merged. Sizes that are compared completely are not kept.
 *
 * So the parts of another search have other names, any number of searches can share a store, and a larger `islands`
 * adds islands to those that are kept. A text has the whole SHA-256 and a checksum. One that does not fit its name, or is
 * damaged, is never used: its part is searched again, and the text replaced.
 *
 * `jsonFolder` of `@multiplet/multiplet/artifacts` is such a store on disk.
 *
 * @example
 * ```ts
 * import { gaussianSystem, toVariables } from "@multiplet/multiplet/information";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { type IslandStore, ladderSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
 * const random = randomSource(1);
 * const values = Float64Array.from({ length: 100 * 30 }, () => uniform(random));
 * const variables = toVariables({ samples: 100, variables: 30, values });
 * const space = searchSpace(gaussianSystem(variables, undefined));
 * const options = { calls: 20, islands: 2, sizes: [3, 15] };
 *
 * const texts = new Map<string, string>();
 * const interruption = new AbortController();
 * const keep: IslandStore = {
 *   read: (name) => Promise.resolve(texts.get(name)),
 *   write: (name, text) => {
 *     texts.set(name, text);
 *     if (texts.size === 5) interruption.abort();
 *     return Promise.resolve();
 *   },
 * };
 * await rejects(ladderSearch(space, { ...options, keep, signal: interruption.signal }));
 * equal(texts.size, 5); // Two starts, and three of the four islands: two at each end.
 * deepEqual(await ladderSearch(space, { ...options, keep }), await ladderSearch(space, options));
 * equal(texts.size, 8); // With the last island, and the two ends.
 * ```
 */
export interface IslandStore {
  /** The text of this name; `undefined` if there is none. A rejection ends the search. */
  read(name: string): Promise<string | undefined>;
  /**
   * Keeps a text in place of any other of this name: lower-case letters, digits and hyphens. A rejection ends the
   * search.
   */
  write(name: string, text: string): Promise<void>;
  /**
   * Called for a text that cannot be used, before its part is searched again.
   *
   * @param reason a clause, e.g. `"it fails its checksum"`
   */
  onDamage?(name: string, reason: string): void;
}

/** The parts of searches of one space in a store. */
export class KeptIslands {
  readonly #store: IslandStore;
  /** SHA-256 of the space. */
  readonly #digest: string;

  constructor(store: IslandStore, space: SearchSpace) {
    this.#store = store;
    this.#digest = digestOf(space);
  }

  /**
   * The kept result of a job; if there is none, that of `search`, which is then kept.
   *
   * @param part the name of the job among those of its end
   */
  async obtain(
    part: string,
    job: IslandJob,
    search: () => Promise<IslandResult>,
  ): Promise<IslandResult> {
    const key = digest(JSON.stringify({ revision: REVISION, space: this.#digest, job }));
    const name = `${job.end}-${part}-${key.slice(0, 16)}`;
    const text = await this.#store.read(name);
    if (text !== undefined) {
      const kept = resultOf(text, key);
      if (typeof kept !== "string") return kept;
      this.#store.onDamage?.(name, kept);
    }
    const result = await search();
    await this.#store.write(name, textOf(result, key));
    return result;
  }
}

function digest(data: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(data)));
}

/** SHA-256 of all that a space consists of. */
function digestOf(space: SearchSpace): string {
  const { features, conditionalTerms, featuresBias, conditionalBias, ...shape } = space;
  const weights = conditionalTerms.map(({ weight }) => weight);
  const hash = sha256.create();
  hash.update(new TextEncoder().encode(JSON.stringify({ ...shape, weights })));
  const matrices = conditionalTerms.map(({ matrix }) => matrix);
  for (const values of [featuresBias, conditionalBias, features, ...matrices]) {
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return bytesToHex(hash.digest());
}

/** A result as the text that is kept. */
function textOf(result: IslandResult, key: string): string {
  return JSON.stringify({ key, checksum: digest(JSON.stringify(result)), result }) + "\n";
}

/** The result in a text, or the reason why it cannot be used. */
function resultOf(text: string, key: string): IslandResult | string {
  let value: Partial<Record<"key" | "checksum" | "result", unknown>> | null;
  try {
    value = JSON.parse(text);
  } catch {
    return "it is not JSON";
  }
  if (typeof value?.key !== "string") return "it has no key";
  if (value.key !== key) return "it belongs to another search";
  const isWhole = value.checksum === digest(`${JSON.stringify(value.result)}`);
  return isWhole ? value.result as IslandResult : "it fails its checksum";
}
