/** The kernel of swept matrices against plain loops: the same bits. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { SweptMemory } from "../../lib/kernels/swept.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";

const LEAST = 1e-10;

/** A positive definite matrix, row-major: M Mᵀ / size + 0.1 of the identity. */
function randomCovariance(size: number, seed: number): Float64Array {
  const random = randomSource(seed);
  const rows = Array.from(
    { length: size },
    () => Float64Array.from({ length: size }, () => uniform(random) - 0.3),
  );
  return Float64Array.from({ length: size ** 2 }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    const sum = rows[i]!.reduce((total, value, k) => total + value * rows[j]![k]!, 0);
    return sum / size + (i === j ? 0.1 : 0);
  });
}

/** Element i, j of a matrix of which the lower triangle is kept. */
type Element = (i: number, j: number) => number;

/** The definition of a toggle: every element from those before. */
function toggled(size: number, at: Element, v: number, sign: number): Element {
  const inverse = 1 / at(v, v);
  const values = Array.from({ length: size }, (_, i) =>
    Array.from({ length: i + 1 }, (_, j) => {
      if (i === v && j === v) return -inverse;
      if (i === v || j === v) return at(i, j) * (sign * inverse);
      return at(i, j) - at(i, v) * inverse * at(v, j);
    }));
  return (i, j) => values[Math.max(i, j)]![Math.min(i, j)]!;
}

/** The factors of all swaps of the member at a position, with G as F: the formulas of `swept_set.ts`, as they are rounded. */
function swapFactors(
  at: Element,
  members: number[],
  others: number[],
  position: number,
  end: 1 | -1,
) {
  const p = (i: number, j: number) => -at(members[i]!, members[j]!);
  const inverse = members.map((_, j) => 1 / p(j, j));
  const ratio = members.map((_, j) => p(position, j) * inverse[position]!);
  const share = members.map((_, j) => 1 - ratio[j]! * p(position, j) * inverse[j]!);
  const drop = share.reduce((product, own, j) => j === position ? product : product * own, 1);
  const factors = others.map((v) => {
    const c = at(v, members[position]!);
    const d = at(v, v) + c * c * inverse[position]!;
    const e = 1 / d;
    const of = members.map((member, j) => {
      const t = at(v, member) - c * ratio[j]!;
      return j === position ? 1 : 1 + t * t * (inverse[j]! / share[j]! * e);
    });
    while (of.length % 4 > 0) of.push(1);
    const every = (place: number, start: number) =>
      of.reduce((product, own, j) => j % 4 === place ? product * own : product, start);
    if (end === 1) return (every(0, d) * every(1, 1)) * (every(2, 1) * every(3, 1));
    let product = d;
    for (let j = 0; j < of.length; j += 4) {
      product *= (of[j]! * of[j + 1]!) * (of[j + 2]! * of[j + 3]!);
    }
    return product;
  });
  return { dropped: end * p(position, position) * drop, factors };
}

for (const size of [2, 3, 9, 20, 27]) {
  Deno.test(`${size} columns: toggles, swaps and the best swap have the bits of loops`, () => {
    const start = randomCovariance(size, size);
    const memory = new SweptMemory(size, 1, LEAST, true);
    const { kernel, stride } = memory;
    const { address, values } = memory.matrices[0]!;
    for (let i = 0; i < size; i++) {
      values.set(start.subarray(i * size, i * size + i + 1), i * stride);
    }
    let at: Element = (i, j) => start[Math.max(i, j) * size + Math.min(i, j)]!;
    const random = randomSource(size);
    const isIn = Array.from({ length: size }, () => false);
    const same = () => {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j <= i; j++) equal(values[i * stride + j], at(i, j), `${i}, ${j}`);
      }
    };
    for (let move = 0; move < 30; move++) {
      const v = Math.floor(size * uniform(random));
      equal(kernel.toggle(address, v, isIn[v] ? -1 : 1), at(v, v));
      at = toggled(size, at, v, isIn[v] ? -1 : 1);
      isIn[v] = !isIn[v];
      same();
      const members = [...isIn.keys()].filter((own) => isIn[own]);
      const others = [...isIn.keys()].filter((own) => !isIn[own]);
      if (members.length === 0 || others.length === 0) continue;
      memory.members.set(members);
      memory.others.set(others);
      kernel.gatherPrecision(address, members.length);
      kernel.gatherVariances(address, others.length);
      kernel.gatherCoefficients(address, members.length, others.length);
      kernel.dropProducts(address, members.length);
      memory.leaving.set([...members.keys()]);
      // All columns, and every other one.
      for (const step of [1, 2]) {
        const sought = [...others.keys()].filter((row) => row % step === 0);
        memory.sought.set(sought);
        kernel.pack(address, members.length, sought.length);
        for (const end of [1, -1] as const) {
          let best = -Infinity;
          let found = [-1, -1];
          for (const position of members.keys()) {
            const { dropped, factors } = swapFactors(at, members, others, position, end);
            sought.forEach((row, place) => {
              const merit = dropped * factors[row]!;
              if (merit > best) [best, found] = [merit, [position, place]];
            });
          }
          const [k, count] = [members.length, sought.length];
          equal(kernel.bestSwap(address, address, k, k, count, step > 1, end === 1), best);
          deepEqual([...memory.found], [...found, -1, -1]);
        }
      }
    }
  });
}

Deno.test("a swap is both toggles in one pass, and what is not positive definite is refused", () => {
  const size = 11;
  const start = randomCovariance(size, 1);
  // The last column is the first one.
  for (let j = 0; j < size; j++) start[(size - 1) * size + j] = start[j]!;
  start[size ** 2 - 1] = start[0]!;
  const memory = new SweptMemory(size, 2, LEAST, true);
  const { kernel, stride } = memory;
  const [one, two] = memory.matrices as [typeof memory.matrices[0], typeof memory.matrices[0]];
  for (const { address, values } of [one!, two!]) {
    for (let i = 0; i < size; i++) {
      values.set(start.subarray(i * size, i * size + i + 1), i * stride);
    }
    for (const v of [0, 4, 5]) kernel.toggle(address, v, 1);
  }
  kernel.swap(one!.address, 4, 7);
  kernel.toggle(two!.address, 4, -1);
  kernel.toggle(two!.address, 7, 1);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const [swapped, apart] = [one!.values[i * stride + j]!, two!.values[i * stride + j]!];
      equal(Math.abs(swapped - apart) < 1e-9 * Math.max(1, Math.abs(apart)), true, `${i}, ${j}`);
    }
  }
  const members = [0, 5, 7];
  const others = [1, 2, 3, 4, 6, 8, 9, 10];
  memory.members.set(members);
  memory.others.set(others);
  memory.leaving.set([0, 1, 2]);
  kernel.gatherPrecision(one!.address, 3);
  kernel.gatherVariances(one!.address, others.length);
  kernel.gatherCoefficients(one!.address, 3, others.length);
  kernel.dropProducts(one!.address, 3);
  kernel.bestSwap(one!.address, one!.address, 3, 3, others.length, false, true);
  // In place of column 0 its copy may enter, in place of column 5 it may not.
  deepEqual([...memory.found.subarray(2)], [1, 7]);
});
