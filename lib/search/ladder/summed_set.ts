/** What moving sets have in common whose gains are sums of logarithms: swaps are compared one by one. */
import { TogglingSet } from "./toggling_set.ts";

/** A moving set whose merits are gains. */
export abstract class SummedSet extends TogglingSet {
  /**
   * The best swap of the member at a position, prepared by {@link dropMerit}, which `dropped` is, with the variable of
   * one of the rows `rows`, if its merit is above `above`: the merit, or −Infinity. Its row is {@link foundRow}.
   */
  protected abstract swapMerit(
    position: number,
    rows: Int32Array,
    dropped: number,
    above: number,
  ): number;

  protected override gainOf(merit: number): number {
    return merit;
  }

  protected override meritOf(gain: number): number {
    return gain;
  }

  protected override bestSwapOf(leaving: number, count: number): number {
    const { leaving: positions, sought } = this.memory;
    const rows = sought.subarray(0, count);
    let best = -Infinity;
    let found = -1;
    for (const position of positions.subarray(0, leaving)) {
      const merit = this.swapMerit(position, rows, this.dropMerit(position), best);
      if (!(merit > best)) continue;
      best = merit;
      this.foundPosition = position;
      found = this.foundRow;
    }
    this.foundRow = found;
    return best;
  }

  protected override swapMerits(position: number, above: number): Float64Array {
    const dropped = this.dropMerit(position);
    const row = new Int32Array(1);
    return Float64Array.from({ length: this.variables - this.size }, (_, own) => {
      row[0] = own;
      return this.swapMerit(position, row, dropped, above);
    });
  }
}
