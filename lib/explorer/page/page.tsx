/** The page: files in, a result out. */
import { render } from "preact";
import { useState } from "preact/hooks";
import type { AnalysisResult } from "../../analysis/mod.ts";
import { extremesFigure } from "../../figures/mod.ts";
import type { AnalyserProgress } from "../analyser.ts";
import { WorkerPool } from "../../system/workers/mod.ts";
import { Figure } from "./figure.tsx";

export function showPage(root: Element): void {
  render(<Page />, root);
}

function Page() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [result, setResult] = useState<AnalysisResult>();
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<string>();
  const run = async () => {
    using pool = new WorkerPool(new URL("./analyser.ts", import.meta.url), { size: 1 });
    try {
      setError(undefined);
      setShare(0);
      const [features, labels] = files;
      const texts = { features: features!.name, labels: labels?.name };
      setResult(
        await pool.run<AnalysisResult>("analyse", { texts, files }, {
          onProgress: (progress) => {
            const own = progress as AnalyserProgress;
            if ("share" in own) setShare(own.share);
          },
        }),
      );
    } catch (cause) {
      setError((cause as Error).message);
    } finally {
      setShare(undefined);
    }
  };
  return (
    <main>
      <h1>Multiplets</h1>
      <input
        type="file"
        multiple
        onChange={({ currentTarget }) => setFiles([...currentTarget.files ?? []])}
      />
      <button type="button" disabled={files.length === 0} onClick={run}>Analyse</button>
      {share !== undefined && <progress value={share} />}
      {error && <p role="alert">{error}</p>}
      {result && <Figure figure={extremesFigure(result, { document })} />}
    </main>
  );
}
