/** The page: files and options in, a result out; as a report, with the result inside. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { AnalysisCost, AnalysisResult } from "../../analysis/mod.ts";
import type { RequestTexts } from "../../request/request.ts";
import { WorkerPool } from "../../system/workers/mod.ts";
import type { AnalyserJob, AnalyserProgress } from "../analyser.ts";
import { EMBEDDED, embedded, type EmbeddedFile, type Report } from "../embedded.ts";
import { addressOfView, type View, viewOf } from "../view.ts";
import { addressOf, commandOf, textsOf } from "./fields.ts";
import { Files } from "./files.tsx";
import { Form } from "./form.tsx";
import { Result } from "./result.tsx";

export function showPage(root: Element): void {
  const report = embedded<Report>(EMBEDDED.report);
  const demonstration = embedded<readonly EmbeddedFile[]>(EMBEDDED.demonstration) ?? [];
  if (report !== undefined) document.title = `Multiplets of ${report.title}`;
  // What is closed on the screen is printed, too.
  addEventListener("beforeprint", () => {
    for (const closed of document.querySelectorAll("article details")) {
      closed.setAttribute("open", "");
    }
  });
  render(<Page report={report} demonstration={demonstration} />, root);
}

/** The files of the demonstration, as if they were dropped. */
function demonstrationFiles(files: readonly EmbeddedFile[]): File[] {
  return files.map(({ name, base64 }) =>
    new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name)
  );
}

/** An analysis that runs. */
interface Work {
  readonly controller: AbortController;
  readonly share: number;
  readonly cost?: AnalysisCost;
}

/** What was wrong, and how the files were read, which can explain it. */
interface Failure {
  readonly message: string;
  readonly notices: readonly string[];
}

/** An analysis in a worker of its own, which ends with it. */
async function analysed(
  job: AnalyserJob,
  signal: AbortSignal,
  onProgress: (progress: AnalyserProgress) => void,
): Promise<AnalysisResult> {
  using pool = new WorkerPool(new URL("../analyser.ts", import.meta.url), { size: 1 });
  return await pool.run<AnalysisResult>("analyse", job, {
    signal,
    onProgress: (progress) => onProgress(progress as AnalyserProgress),
  });
}

/** Which file is what, where that is not said: labels are called so, all else can be features. */
function withRoles(texts: RequestTexts, files: readonly File[]): RequestTexts {
  const names = files.map(({ name }) => name);
  const { features, labels, ...others } = texts;
  const known = (name: string | undefined) => names.find((one) => one === name);
  const ofLabels = known(labels) ??
    (names.length > 1
      ? names.find((name) => name !== features && /label|target|class|^y\b/i.test(name))
      : undefined);
  const ofFeatures = known(features) ?? names.find((name) => name !== ofLabels);
  return {
    ...others,
    ...(ofFeatures !== undefined && { features: ofFeatures }),
    ...(ofLabels !== undefined && { labels: ofLabels }),
  };
}

interface PageProps {
  readonly report: Report | undefined;
  readonly demonstration: readonly EmbeddedFile[];
}

function Page({ report, demonstration }: PageProps) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [texts, setTexts] = useState<RequestTexts>(() => textsOf(location.hash));
  const [view, setView] = useState<View>(() => viewOf(location.hash));
  const [work, setWork] = useState<Work>();
  const [failure, setFailure] = useState<Failure>();
  const [result, setResult] = useState<AnalysisResult | undefined>(report?.result);
  useEffect(() => {
    const address = [addressOf(texts), addressOfView(view)].filter((one) => one !== "").join("&");
    const { pathname, search } = location;
    history.replaceState(null, "", pathname + search + (address === "" ? "" : `#${address}`));
  }, [texts, view]);
  const run = async (asked: RequestTexts, own: readonly File[]) => {
    const controller = new AbortController();
    let notices: readonly string[] = [];
    setFailure(undefined);
    setResult(undefined);
    setWork({ controller, share: 0 });
    try {
      const job = { texts: asked, files: own };
      const found = await analysed(job, controller.signal, (progress) => {
        if ("notices" in progress) ({ notices } = progress);
        else setWork((before) => before && { ...before, ...progress });
      });
      setResult(found);
    } catch (error) {
      if (!controller.signal.aborted) setFailure({ message: (error as Error).message, notices });
    } finally {
      setWork(undefined);
    }
  };
  const runWith = (asked: RequestTexts, own: readonly File[]) => {
    setTexts(asked);
    setView({});
    void run(asked, own);
  };
  useEffect(() => {
    if (result !== undefined && report === undefined) {
      document.getElementById("result-title")?.focus();
    }
  }, [result]);
  const isReport = report !== undefined && result === report.result;
  const shown = result && (
    <Result
      result={result}
      view={view}
      onView={setView}
      onTest={isReport
        ? undefined
        : () => runWith({ ...texts, significance: "all", draws: "199" }, files)}
    />
  );
  const explorer = (
    <>
      <Files
        files={files}
        onFiles={(next) => {
          setFiles(next);
          setTexts(withRoles(texts, next));
        }}
        onDemonstration={demonstration.length === 0 ? undefined : () => {
          const own = demonstrationFiles(demonstration);
          setFiles(own);
          runWith(withRoles({}, own), own);
        }}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run(texts, files);
        }}
      >
        <Form files={files} texts={texts} onChange={setTexts} />
        <p class="actions">
          <button type="submit" class="primary" disabled={files.length === 0 || work !== undefined}>
            Analyse
          </button>
          {work && (
            <>
              <progress value={work.share} aria-label="Finished share of the analysis" />
              <span>{(100 * work.share).toFixed(0)} %</span>
              <button type="button" onClick={() => work.controller.abort()}>Cancel</button>
            </>
          )}
        </p>
        <p>
          <small>
            The same in a terminal: <code>{commandOf(texts)}</code>
          </small>
        </p>
      </form>
      {failure && (
        <div role="alert" class="failure">
          <p>{failure.message}</p>
          {failure.notices.map((notice) => <p key={notice}>{notice}</p>)}
        </div>
      )}
    </>
  );
  return (
    <main>
      <h1>Which groups of units carry information together?</h1>
      {isReport && (
        <p class="source">
          {report.title} · <code>{report.command}</code>
        </p>
      )}
      {report === undefined ? explorer : null}
      {shown}
      {report !== undefined && (
        <details class="other">
          <summary>Analyse files of your own with this page</summary>
          {explorer}
        </details>
      )}
    </main>
  );
}
