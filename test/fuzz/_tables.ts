/** How a table is judged, whatever file it was read from. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  labelsOf,
  parseTable,
  type Table,
  TableError,
  type TableOptions,
} from "../../lib/data/tables/mod.ts";
import { resultOrError } from "./_cases.ts";

/** Characters that no message and no notice may have. */
const RAW = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * Whether bytes can be read. Then they must give a whole table, the same one as from a stream in small pieces; its
 * labels are integers or refused.
 */
export async function readsAsTable(
  bytes: Uint8Array,
  file: string,
  options: TableOptions = {},
): Promise<boolean> {
  const table = await readOrRefuse(() => parseTable(bytes, file, options));
  // Streams need two tasks for each piece: longer files take pieces of a size that is near to their own.
  const size = Math.max(5, Math.ceil(bytes.length / 20));
  const streamed = await readOrRefuse(() => parseTable(inPieces(bytes, size), file, options));
  if (table === undefined) {
    equal(streamed, undefined);
    return false;
  }
  requireWhole(table);
  deepEqual(streamed && plain(streamed), plain(table));
  const labels = await readOrRefuse(() => labelsOf(table.columns));
  if (labels) ok(labels.labels.every(Number.isSafeInteger));
  return true;
}

async function readOrRefuse<Result>(read: () => Result | Promise<Result>) {
  return await resultOrError([TableError], async () => {
    try {
      return await read();
    } catch (error) {
      ok(!RAW.test(`${error}`), `raw: ${JSON.stringify(`${error}`)}`);
      throw error;
    }
  });
}

function requireWhole({ samples, columns, notices }: Table): void {
  ok(samples > 0 && columns.length > 0);
  equal(new Set(columns.map(({ name }) => name)).size, columns.length);
  columns.forEach(({ index, name, values, texts, resolution, notice }, at) => {
    equal(index, at);
    ok(name !== "" && Number.isFinite(resolution) && resolution >= 0, `${name}: ${resolution}`);
    ok((values === undefined) !== (texts === undefined));
    equal((values ?? texts!).length, samples);
    ok(texts === undefined || texts.every((text) => typeof text === "string"));
    ok(notice === undefined || !RAW.test(notice));
  });
  ok(notices.every((notice) => notice.length < 1000 && !RAW.test(notice)), `${notices}`);
}

function plain({ columns, ...rest }: Table) {
  return {
    ...rest,
    columns: columns.map(({ values, ...column }) => ({ ...column, values: values && [...values] })),
  };
}

function inPieces(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at += size));
    },
  });
}
