/**
 * Functions of newer standards that the library uses, for runtimes that lack them, such as Node 20. The package calls
 * these instead of the methods, see `lowered.ts`; so it changes nothing that the program around it sees. The first
 * argument is what the method is called on; if that has the method, the method is called.
 */

/** `Symbol.dispose`, or a symbol for this package alone. */
export const dispose: symbol = Symbol.dispose ?? Symbol("dispose");

/** `Map.prototype.getOrInsertComputed`. */
export function getOrInsertComputed<Key, Value>(
  map: Map<Key, Value>,
  key: Key,
  make: (key: Key) => Value,
): Value {
  if (map.getOrInsertComputed) return map.getOrInsertComputed(key, make);
  if (!map.has(key)) map.set(key, make(key));
  return map.get(key)!;
}

/** `Map.groupBy`. */
export function groupBy<Key, Item>(
  own: Partial<Pick<MapConstructor, "groupBy">>,
  items: Iterable<Item>,
  keyOf: (item: Item, index: number) => Key,
): Map<Key, Item[]> {
  if (own.groupBy) return own.groupBy(items, keyOf);
  const groups = new Map<Key, Item[]>();
  for (const [index, item] of [...items].entries()) {
    getOrInsertComputed(groups, keyOf(item, index), () => []).push(item);
  }
  return groups;
}

/** `Promise.withResolvers`. */
export function withResolvers<Value>(
  own: Partial<Pick<PromiseConstructor, "withResolvers">>,
): PromiseWithResolvers<Value> {
  if (own.withResolvers) return own.withResolvers<Value>();
  const parts: Partial<PromiseWithResolvers<Value>> = {};
  const promise = new Promise<Value>((resolve, reject) =>
    Object.assign(parts, { resolve, reject })
  );
  return { ...parts as Required<typeof parts>, promise };
}

/** `Uint8Array.prototype.toHex`. */
export function toHex(bytes: Uint8Array): string {
  if (bytes.toHex) return bytes.toHex();
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `Uint8Array.fromHex`, of text that is known to be one. */
export function fromHex(
  own: Partial<Pick<Uint8ArrayConstructor, "fromHex">>,
  text: string,
): Uint8Array {
  if (own.fromHex) return own.fromHex(text);
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
