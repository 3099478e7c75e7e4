import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { UsageError } from "../../../lib/request/values.ts";
import { resultWriter } from "../../../lib/commands/output.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";

Deno.test(
  "a result appears whole under its name, and no other file remains",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      const output = join(folder, "result.json");
      await (await resultWriter(output, []))("first");
      await (await resultWriter(output, []))("second");
      equal(await Deno.readTextFile(output), "second");
      deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["result.json"]);
    });
  },
);

Deno.test("nothing is touched before the result is there", permitted, async () => {
  await inFolder(async (folder) => {
    await resultWriter(join(folder, "new", "result.json"), []);
    deepEqual([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("a link is followed: its file gets the result", permitted, async () => {
  await inFolder(async (folder) => {
    const [file, link] = [join(folder, "file"), join(folder, "link")];
    await Deno.writeTextFile(file, "old");
    await Deno.symlink(file, link);
    await (await resultWriter(link, []))("new");
    equal(await Deno.readTextFile(file), "new");
    equal((await Deno.lstat(link)).isSymlink, true);
  });
});

Deno.test("inputs, folders and impossible places are refused", permitted, async () => {
  await inFolder(async (folder) => {
    const input = join(folder, "x.csv");
    const link = join(folder, "link.csv");
    await Deno.writeTextFile(input, "a\n1\n");
    await Deno.symlink(input, link);
    const refused = (output: string, message: RegExp) =>
      rejects(
        resultWriter(output, [join(folder, "missing"), input]),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    await refused(input, /would overwrite an input; choose another file/);
    await refused(link, /would overwrite an input; choose another file/);
    await refused(folder, /is not a file/);
    await refused(join(input, "result.json"), /--output .* cannot be written/);
    await refused("", /takes the name of a file/);
    equal(await Deno.readTextFile(input), "a\n1\n");
  });
});

Deno.test(
  "names of folders that are not there, and links that lead nowhere, are refused",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      const nowhere = join(folder, "nowhere");
      await Deno.symlink(join(folder, "nothing"), nowhere);
      for (const name of ["new/", "new/.", "new/..", "nowhere"]) {
        const output = `${folder}/${name}`;
        const reason = name === "nowhere"
          ? "is a link to a file that does not exist"
          : "is not a file";
        await rejects(resultWriter(output, []), new UsageError(`--output ${output} ${reason}`));
      }
      deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["nowhere"]);
    });
  },
);

Deno.test("a result may have the longest name that a file can have", permitted, async () => {
  await inFolder(async (folder) => {
    const name = "x".repeat(255);
    await (await resultWriter(join(folder, name), []))("text");
    deepEqual([...Deno.readDirSync(folder)].map((one) => one.name), [name]);
  });
});

Deno.test(
  "an input that is no path at all does not keep a result from its place",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      const output = join(folder, "result.json");
      await Deno.writeTextFile(output, "old");
      const inputs = [join(output, "x.csv"), "a\0b.csv", "x".repeat(5000)];
      await (await resultWriter(output, inputs))("new");
      equal(await Deno.readTextFile(output), "new");
    });
  },
);

Deno.test(
  "devices and named pipes are written to, and stay what they are",
  { ignore: permitted.ignore || Deno.build.os === "windows" },
  async () => {
    await (await resultWriter("/dev/null", []))("text");
    await rejects(resultWriter("/dev/full", []), /--output \/dev\/full cannot be written: /);
    equal((await Deno.stat("/dev/null")).isCharDevice, true);
    await inFolder(async (folder) => {
      const pipe = join(folder, "pipe");
      equal((await new Deno.Command("mkfifo", { args: [pipe] }).output()).code, 0);
      const [text] = await Promise.all([
        Deno.readTextFile(pipe),
        resultWriter(pipe, []).then((write) => write("text")),
      ]);
      deepEqual([text, (await Deno.stat(pipe)).isFifo], ["text", true]);
    });
  },
);
