/** Where the bytes of a table come from: memory, streams, blobs, files, standard input. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { dirname, join } from "node:path";
import {
  parseFeatures,
  parseLabels,
  parseTable,
  readFeatures,
  readLabels,
  readTable,
  type Table,
  TableError,
  type TableSource,
} from "../../../lib/data/tables/mod.ts";
import { placeOf, unreadableReason } from "../../../lib/data/tables/file.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { ROOT } from "../../sources.ts";
import { fixture } from "./fixtures/fixtures.ts";
import { npyFile, utf8 } from "./npy_file.ts";

/** A table with plain arrays, to be compared. */
function plain({ columns, ...rest }: Table) {
  return {
    ...rest,
    columns: columns.map(({ values, ...column }) => ({ ...column, values: values && [...values] })),
  };
}

/** A stream of bytes, so many at a time. */
function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at += size));
    },
  });
}

const npy = Uint8Array.from(
  npyFile({ shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6), descr: "<f4" }),
);
const csv = Uint8Array.from(utf8('a,"é\r\nü"\r\n1,2\r\n3,"ß ""4"""\r\n'));

Deno.test("bytes, streams in pieces of any size, blobs and responses give the same table", async () => {
  const files = [
    [npy, "x.npy"],
    [csv, "x.csv"],
    [fixture("float32.npy.gz"), "x.npy.gz"],
    [fixture("one.npz"), "x.npz"],
    [fixture("one.safetensors"), "x.safetensors"],
  ] as const;
  for (const [bytes, name] of files) {
    const expected = plain(await parseTable(bytes, name));
    const sources: TableSource[] = [
      new Blob([bytes]),
      new File([bytes], "another name"),
      new Response(bytes).body!,
      ...[1, 7, 1000].map((size) => streamOf(bytes, size)),
    ];
    for (const source of sources) deepEqual(plain(await parseTable(source, name)), expected);
  }
});

Deno.test("files are read as their bytes are, also at any place in them", permitted, async () => {
  await inFolder(async (folder) => {
    const files = { "x.NPY": npy, "x.csv": csv, "x.npz": fixture("packed.npz"), x: csv };
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(folder, name);
      await Deno.writeFile(path, bytes);
      const options = name === "x.npz" ? { array: "fc1" } : {};
      deepEqual(
        plain(await readTable(path, options)),
        plain(await parseTable(bytes, name, options)),
      );
    }
    deepEqual(await readLabels(join(folder, "x.csv"), { column: "a" }), [1, 3]);
    deepEqual(
      (await readFeatures(join(folder, "x.NPY"))).values,
      Float32Array.of(1, 2, 3, 4, 5, 6),
    );
  });
});

Deno.test("a file that is longer than a piece is read whole", permitted, async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "x.npy");
    const values = Float64Array.from({ length: 400_000 }, (_, at) => at * 7);
    await Deno.writeFile(path, npyFile({ shape: [200_000, 2], values }));
    const { columns } = await readTable(path);
    ok(columns.every(({ values }, j) => values!.every((value, i) => value === (2 * i + j) * 7)));
  });
});

Deno.test("- is standard input, whose first bytes tell the format", permitted, async () => {
  await inFolder(async (folder) => {
    const module = JSON.stringify(new URL("../../../lib/data/tables/mod.ts", import.meta.url).href);
    const script = join(folder, "read.ts");
    await Deno.writeTextFile(
      script,
      `import { readTable } from ${module};
      const { samples, columns } = await readTable(Deno.args[0]);
      console.log(samples, columns.length, columns[0].values.join());
      await readTable("-").catch(({ message }) => console.log(message));`,
    );
    const inputs = [
      [npy, "-", "2 3 1,4"],
      [csv, "-", "2 2 1,3"],
      [fixture("float32.npy.gz"), "-", "3 2 0,2,100"],
      [fixture("two.npz"), "-:labels", "3 1 1,3,7"],
    ] as const;
    for (const [bytes, path, expected] of inputs) {
      // No permission is needed for it.
      const args = ["run", "--no-check", "--cached-only", "--config", join(ROOT, "deno.json")];
      const command = new Deno.Command(Deno.execPath(), {
        args: [...args, script, path],
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      });
      const child = command.spawn();
      const writer = child.stdin.getWriter();
      await writer.write(bytes);
      await writer.close();
      const { stdout, stderr } = await child.output();
      const again =
        "standard input: expected one use of -, since its bytes come once, found a second one";
      const printed = new TextDecoder().decode(stdout).trim().split("\n");
      deepEqual(printed, [expected, again], new TextDecoder().decode(stderr));
    }
  });
});

Deno.test(
  "a missing file, a folder and a device are table errors that name the path",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      await Deno.mkdir(join(folder, "f.npy"));
      await Deno.symlink("/dev/zero", join(folder, "zero.csv"));
      const cases = { "missing.csv": "", "f.npy": "a folder", "zero.csv": "a device or a pipe" };
      for (const [name, found] of Object.entries(cases)) {
        const path = join(folder, name);
        await rejects(readTable(path), (error) => {
          ok(error instanceof TableError);
          ok(error.message.startsWith(`${path}: expected a file to read, found ${found}`));
          return true;
        });
      }
      await rejects(readTable(join(folder, "missing.pt")), /found a file of PyTorch; convert it/);
    });
  },
);

Deno.test(
  "the place of a missing file: from the current folder on, without it where that is unknown",
  permitted,
  () => {
    const current = Deno.cwd();
    const told = `(the current folder is ${current})`;
    equal(placeOf("/data/x.csv"), "/data/x.csv");
    equal(placeOf("./x.csv"), `${current}/x.csv ${told}`);
    equal(placeOf("../x.csv"), `${dirname(current)}/x.csv ${told}`);
    equal(placeOf(".././../x.csv"), `${dirname(current)}/./../x.csv ${told}`);
  },
);

Deno.test("a current folder that was removed has no path in messages", () => {
  const { cwd } = Deno;
  const gone = () => {
    throw new Deno.errors.NotFound("os error 2");
  };
  try {
    Object.assign(Deno, { cwd: gone });
    equal(placeOf("../x.csv"), "../x.csv in the current folder");
    const missing = unreadableReason(new Deno.errors.NotFound("os error 2"), "x.csv");
    equal(missing, "no file x.csv in the current folder");
  } finally {
    Object.assign(Deno, { cwd });
  }
});

Deno.test("why a file cannot be read: a device that needs all permissions, or what the system says", () => {
  const device = new Deno.errors.NotCapable(
    'Requires all access to "/dev/fd/3", run again with -A',
  );
  match(
    unreadableReason(device, "/dev/fd/3"),
    /^a device that Deno opens only with all permissions/,
  );
  const denied = new Deno.errors.NotCapable('Requires read access to "x.csv"');
  equal(unreadableReason(denied, "x.csv"), 'Requires read access to "x.csv"');
});

Deno.test("files that claim more than 64 GiB are refused unread", permitted, async () => {
  await inFolder(async (folder) => {
    const huge = join(folder, "huge.npy");
    await Deno.writeFile(huge, new Uint8Array());
    await Deno.truncate(huge, 2 ** 40);
    await rejects(
      readTable(huge),
      /huge\.npy: expected at most 68719476736 bytes, found 1099511627776/,
    );
  });
});

Deno.test("an error ends reading: the rest of a stream is not asked for", async () => {
  let [sent, cancelled] = [0, false];
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      controller.enqueue(utf8(sent++ === 0 ? "a,b\n1,2\n3\n" : "7,8\n".repeat(10_000)));
    },
    cancel: () => void (cancelled = true),
  });
  await rejects(parseTable(endless, "x.csv"), TableError);
  ok(cancelled && sent < 100, `${sent} pieces were sent`);
});

Deno.test("what ends a stream early is thrown as it is, also behind gzip", async () => {
  for (
    const [name, begin] of [["x.csv", csv], [
      "x.npy.gz",
      fixture("float32.npy.gz").slice(0, 40),
    ]] as const
  ) {
    let sent = false;
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (sent) controller.error(new Error("connection reset"));
        else controller.enqueue(begin);
        sent = true;
      },
    });
    await rejects(parseTable(broken, name), /^Error: connection reset$/);
  }
});

Deno.test("damaged gzip data, and those of several parts, are a table error", async () => {
  const bytes = fixture("float32.npy.gz");
  const twice = Uint8Array.of(...bytes, ...bytes);
  for (const damaged of [bytes.slice(0, -20), bytes.with(60, bytes[60]! ^ 255), twice]) {
    await rejects(parseTable(damaged, "x.npy.gz"), (error: Error) => {
      ok(error instanceof TableError, `${error}`);
      return true;
    });
  }
  await rejects(
    parseTable(twice, "x.npy.gz"),
    /found damaged data, or several parts \(gzip -dc FILE/,
  );
});

Deno.test("features and labels in one call", async () => {
  deepEqual(await parseFeatures(npy, "x.npy"), {
    samples: 2,
    variables: 3,
    values: Float32Array.of(1, 2, 3, 4, 5, 6),
  });
  deepEqual((await parseFeatures(utf8("a,b\n1,2\n3,4\n"), "x.csv")).names, ["a", "b"]);
  await rejects(
    parseFeatures(csv, "x.csv"),
    /x\.csv, column "é\\r\\nü": expected numbers, found texts/,
  );
  deepEqual(await parseLabels(utf8("id,y\n7,2\n9,0\n"), "y.csv", { column: "y" }), [2, 0]);
  await rejects(parseLabels(utf8("id,y\n7,2\n"), "y.csv", { column: "z" }), {
    message: 'y.csv: expected a column "z", found "id", "y"',
  });
});
