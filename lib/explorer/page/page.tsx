/** The page: files and options in, a result out; as a report, with the result inside. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { AnalysisCost, AnalysisResult } from "../../analysis/mod.ts";
import type { RequestTexts } from "../../request/request.ts";
import { WorkerPool } from "../../system/workers/mod.ts";
import type { AnalyserJob, AnalyserProgress } from "../analyser.ts";
import { EMBEDDED, embedded, type EmbeddedFile, type Report } from "../embedded.ts";
import { type PackedResult, unpacked } from "../packed.ts";
import { addressOfView, type View, viewOf } from "../view.ts";
import { addressOf, commandOf, fieldsIn, textsOf } from "./fields.ts";
import { Files } from "./files.tsx";
import { Form } from "./form.tsx";
import { Result } from "./result.tsx";
import { warmUp } from "./warm_up.ts";

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

/** A result, and what was asked; nothing for the result of a report. */
interface Found {
  readonly result: AnalysisResult;
  readonly asked: AnalyserJob | undefined;
}

/** What was wrong, and how the files were read, which can explain it. */
interface Failure {
  readonly message: string;
  readonly notices: readonly string[];
}

/** A worker that waits for an analysis. */
let waiting: WorkerPool | undefined;

/** Starts a worker for the next analysis while the reader chooses options. */
function prepare(): void {
  if (waiting !== undefined) return;
  waiting = new WorkerPool(new URL("../analyser.ts", import.meta.url), { size: 1 });
  // If it cannot start, the analysis says so.
  waiting.run("prepare", null).catch(() => {});
}

/** An analysis in a worker of its own, which ends with it. */
async function analysed(
  job: AnalyserJob,
  signal: AbortSignal,
  onProgress: (progress: AnalyserProgress) => void,
): Promise<AnalysisResult> {
  prepare();
  using pool = waiting!;
  waiting = undefined;
  const found = await pool.run<PackedResult>("analyse", job, {
    signal,
    onProgress: (progress) => onProgress(progress as AnalyserProgress),
  });
  return unpacked(found);
}

/** Names of files that are labels. */
const LABELS = /lab|target|class|(^|[^a-z])y([^a-z]|$)/i;

/** Which file is what, where that is not said: labels are called so, all else can be features. */
function withRoles(texts: RequestTexts, files: readonly File[]): RequestTexts {
  const names = files.map(({ name }) => name);
  const { features, labels, ...others } = texts;
  const known = (name: string | undefined) => names.find((one) => one === name);
  const ofLabels = known(labels) ??
    (names.length > 1 ? names.find((name) => name !== features && LABELS.test(name)) : undefined);
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
  const [found, setFound] = useState<Found | undefined>(
    report && { result: report.result, asked: undefined },
  );
  useEffect(() => {
    const address = [addressOf(texts), addressOfView(view)].filter((one) => one !== "").join("&");
    const { pathname, search } = location;
    history.replaceState(null, "", pathname + search + (address === "" ? "" : `#${address}`));
  }, [texts, view]);
  const run = async (asked: RequestTexts, own: readonly File[]) => {
    const controller = new AbortController();
    let notices: readonly string[] = [];
    setFailure(undefined);
    setWork({ controller, share: 0 });
    void warmUp();
    try {
      const job = { texts: asked, files: own };
      const result = await analysed(job, controller.signal, (progress) => {
        if ("notices" in progress) ({ notices } = progress);
        else setWork((before) => before && { ...before, ...progress });
      });
      setFound({ result, asked: job });
    } catch (error) {
      if (controller.signal.aborted) return;
      setFailure({ message: (error as Error).message, notices });
      setFound(undefined);
    } finally {
      setWork(undefined);
    }
  };
  const runWith = (asked: RequestTexts, own: readonly File[]) => {
    setTexts(asked);
    void run(asked, own);
  };
  const result = found?.result;
  useEffect(() => {
    if (found?.asked !== undefined) document.getElementById("result-title")?.focus();
  }, [found]);
  useEffect(() => {
    if (failure !== undefined) document.getElementById("failure")?.focus();
  }, [failure]);
  useEffect(() => {
    const read = () => {
      setTexts(textsOf(location.hash));
      setView(viewOf(location.hash));
    };
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  const isReport = report !== undefined && result === report.result;
  const shown = result && (
    <Result
      result={result}
      command={isReport ? report.command : commandOf(found!.asked!.texts)}
      isStale={!isReport && work === undefined &&
        (found!.asked!.texts !== texts || found!.asked!.files !== files)}
      view={view}
      onView={setView}
      onTest={isReport
        ? undefined
        : () => runWith({ ...texts, significance: "all", draws: "199" }, files)}
    />
  );
  const unused = files.map(({ name }) => name)
    .filter((name) => !Object.values(texts).includes(name));
  const explorer = (
    <>
      <Files
        files={files}
        onFiles={(next) => {
          prepare();
          setFiles(next);
          setTexts(withRoles(texts, next));
        }}
        onDemonstration={demonstration.length === 0 ? undefined : () => {
          const own = demonstrationFiles(demonstration);
          setFiles(own);
          const { features: _, labels: __, ...others } = texts;
          runWith(withRoles(others, own), own);
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
        {unused.length > 0 && (
          <p role="status">
            <small>
              Not used: {unused.join(", ")}. Choose what {unused.length > 1 ? "they are" : "it is"}
              {" "}
              under Files.
            </small>
          </p>
        )}
        {files.length === 0 && (texts.features ?? texts.labels) !== undefined && (
          <p role="status">
            <small>
              Drop{" "}
              {[texts.features, texts.labels].filter((name) => name !== undefined).join(" and ")}
              {" "}
              again: the address of this page has their names only.
            </small>
          </p>
        )}
      </form>
      {failure && (
        <div role="alert" class="failure" id="failure" tabIndex={-1}>
          <p>{failure.message}</p>
          {failure.notices.map((notice) => <p key={notice}>{notice}</p>)}
          {fieldsIn(failure.message).map(({ name, label }) => (
            <p key={name}>
              <small>
                <code>--{name}</code> is “{label}” on this page.
              </small>
            </p>
          ))}
        </div>
      )}
    </>
  );
  return (
    <main>
      <h1>Which groups of units carry information together?</h1>
      {isReport && (
        <p class="source">
          {report.title}
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
