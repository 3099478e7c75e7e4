/**
 * The program of the page and of all its workers: one text, which is in the page and is sent to each worker, because a page
 * that was opened as a file has no other files. Only classic workers start so in Chromium.
 */
import { scriptName, WORKER_SCRIPTS } from "../bundles/worker_scripts.ts";
import { startWorkersBy } from "../system/workers/pool.ts";

/** The scripts of workers by the names of their files. */
const SCRIPTS: Readonly<Record<string, () => Promise<unknown>>> = {
  "analyser.ts": () => import("./analyser.ts"),
  ...WORKER_SCRIPTS,
};

/** Workers run this program, and are told the name of their script. */
function startWith(program: string): void {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  startWorkersBy((script) => {
    const worker = new Worker(url, { name: scriptName(script) });
    worker.postMessage(program);
    return worker;
  });
}

if (typeof document === "undefined") {
  const scope = globalThis as unknown as {
    readonly name: string;
    onmessage: ((event: MessageEvent<string>) => void) | null;
  };
  scope.onmessage = ({ data }) => {
    scope.onmessage = null;
    startWith(data);
    void SCRIPTS[scope.name]!();
  };
} else {
  startWith(document.getElementById("program")!.textContent!);
  const { showPage } = await import("./page/page.tsx");
  showPage(document.getElementById("page")!);
}
