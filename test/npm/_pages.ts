/** A page in Chromium, and one in Firefox through geckodriver, used in the same way. */
import { launchBrowser } from "../browser/browser_tests.ts";
import { watch } from "../notebooks/_browser.ts";
import { runProgram } from "../processes.ts";

/** A page of a browser without a window. */
export interface BrowserPage extends AsyncDisposable {
  goto(url: string): Promise<void>;
  /** The value of an expression in the page: JSON, or a promise of it. */
  evaluate(expression: string): Promise<unknown>;
  /** Chooses a file for the `<input>` of an id. */
  choose(id: string, file: string): Promise<void>;
  /** Errors that the page wrote, as far as the browser tells them. */
  readonly complaints: readonly string[];
}

export async function chromiumPage(): Promise<BrowserPage> {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  return {
    goto: async (url) => void await page.goto(url),
    evaluate: (expression) => page.evaluate(expression),
    choose: (id, file) => page.locator(`#${id}`).setInputFiles(file),
    complaints: watch(page).complaints,
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** Why there is no Firefox to test; `undefined` if there is one. */
export async function missingFirefox(): Promise<string | undefined> {
  for (const program of ["firefox-esr", "geckodriver"]) {
    const ended = await runProgram(program, ["--version"]).catch(() => undefined);
    if (ended?.code !== 0) return `${program} is not on the path`;
  }
  return undefined;
}

/** The key of an element's reference in WebDriver. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export async function firefoxPage(): Promise<BrowserPage> {
  const driver = new Deno.Command("geckodriver", {
    args: ["--port=0"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const output = driver.stdout.pipeThrough(new TextDecoderStream()).values();
  const end = async () => {
    driver.kill();
    for await (const _ of output);
    await driver.status;
  };
  try {
    const address = await listening(output);
    const ask = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${address}/session${path}`, {
        method,
        headers: { "content-type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const { value } = await response.json();
      if (!response.ok) throw new Error(`Firefox: ${value.error}: ${value.message}`);
      return value;
    };
    const { sessionId } = await ask("POST", "", {
      capabilities: {
        alwaysMatch: {
          timeouts: { script: 60_000 },
          "moz:firefoxOptions": { binary: await pathOf("firefox-esr"), args: ["-headless"] },
        },
      },
    });
    const own = (path: string, body: unknown) => ask("POST", `/${sessionId}${path}`, body);
    return {
      goto: async (url) => void await own("/url", { url }),
      evaluate: async (expression) => {
        const script = `const done = arguments[0];
          (async () => ${expression})().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
        const { value, error } = await own("/execute/async", { script, args: [] });
        if (error !== undefined) throw new Error(error);
        return value;
      },
      choose: async (id, file) => {
        const found = await own("/element", { using: "css selector", value: `#${id}` });
        await own(`/element/${found[ELEMENT]}/value`, { text: file });
      },
      complaints: [],
      [Symbol.asyncDispose]: async () => {
        await ask("DELETE", `/${sessionId}`);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The address at which geckodriver says that it listens. */
async function listening(output: AsyncIterator<string>): Promise<string> {
  let said = "";
  while (true) {
    const { value, done } = await output.next();
    if (done) throw new Error(`geckodriver ended before it listened: ${said}`);
    said += value;
    const address = /Listening on ([\d.]+:\d+)/.exec(said);
    if (address) return `http://${address[1]}`;
  }
}

async function pathOf(program: string): Promise<string> {
  const { stdout } = await runProgram("which", [program]);
  return stdout.trim();
}
