/** From a request and its files to a result. */
import { analyse, type AnalysisOptions, type AnalysisResult } from "../analysis/mod.ts";
import { yieldToEvents } from "../system/workers/mod.ts";
import { inputError } from "./errors.ts";
import type { Files } from "./files.ts";
import { type Inputs, readInputs } from "./inputs.ts";
import type { AnalyzeRequest } from "./request.ts";

/** What an answer needs of the program around it. */
export interface AnswerOptions
  extends
    Pick<AnalysisOptions, "details" | "keep" | "maxBytes" | "workers" | "onPlan" | "onProgress"> {
  readonly signal: AbortSignal;
  /** Called before an error with how the files were read, one sentence each: that can explain it. */
  readonly onNotices?: (notices: readonly string[]) => void;
  /** Called with what was read. */
  readonly onInputs?: (inputs: Inputs) => void;
}

/**
 * Reads the files of a request and analyses them.
 *
 * @param options `maxBytes` and `workers` are for a request that does not say them
 * @throws UsageError, in words of the request's options, for all that is wrong with files and options
 */
export async function answer(
  { inputs: request, analysis }: Pick<AnalyzeRequest, "inputs" | "analysis">,
  files: Files,
  { details, keep, maxBytes, workers, onPlan, onProgress, signal, onNotices, onInputs }:
    AnswerOptions,
): Promise<AnalysisResult> {
  const notices: string[] = [];
  let inputs: Inputs | undefined;
  try {
    inputs = await unlessAborted(() => readInputs(request, files, notices), signal);
    onInputs?.(inputs);
    const { variables, target, groups, blocks, grouping, multiplets } = inputs;
    const result = await analyse(variables, target, {
      ...analysis,
      groups,
      blocks,
      grouping,
      multiplets,
      details,
      keep,
      maxBytes: analysis.maxBytes ?? maxBytes,
      workers: analysis.workers ?? workers,
      signal,
      onPlan,
      onProgress,
    });
    // A signal that came while the processor was busy is delivered now.
    await yieldToEvents();
    signal.throwIfAborted();
    return notices.length === 0 ? result : { ...result, notices };
  } catch (error) {
    if (!signal.aborted && notices.length > 0) onNotices?.(notices);
    throw inputError(error, inputs, analysis) ?? error;
  }
}

/** The result of work that does not end when it is aborted, such as waiting for standard input. */
function unlessAborted<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  else {
    signal.addEventListener("abort", abort);
    work().then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  }
  return promise;
}
