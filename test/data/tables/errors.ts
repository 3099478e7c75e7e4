/** Checks of what a TableError says. */
import { deepStrictEqual as deepEqual, fail, ok } from "node:assert/strict";
import { TableError, type TableFlaw } from "../../../lib/data/tables/mod.ts";

/** Asserts that `read` throws a TableError with exactly these parts, and that its text has them. */
export async function rejectsTable(read: () => unknown, flaw: TableFlaw): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const { file, location, expected, found } = error;
    deepEqual({ file, ...(location === undefined ? {} : { location }), expected, found }, flaw);
    for (const part of Object.values(flaw)) ok(error.message.includes(part), error.message);
    return;
  }
  fail("no error was thrown");
}
