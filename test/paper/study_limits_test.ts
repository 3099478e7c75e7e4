import { match, ok, strictEqual as equal } from "node:assert/strict";
import {
  ConfigError,
  parseOverrides,
  requireStudy,
  resolveConfig,
  type SearchingStudy,
  type StudyRequest,
} from "../../lib/paper/mod.ts";

interface Refused {
  readonly study: SearchingStudy;
  readonly request: StudyRequest;
}

const LIMITS = [
  { maxSeconds: 1800, maxBytes: 4 * 2 ** 30 },
  { maxSeconds: 1800, maxBytes: 2 ** 24 },
  { maxSeconds: 1, maxBytes: 2 ** 34 },
  { maxSeconds: 1e-6, maxBytes: 2 ** 34 },
];

function refusalOf({ study, request }: Refused, limits: (typeof LIMITS)[number]) {
  try {
    requireStudy(study, request, limits);
    return undefined;
  } catch (error) {
    ok(error instanceof ConfigError);
    return error.message;
  }
}

function request(overrides: Record<string, unknown>, changes: Partial<StudyRequest> = {}) {
  return { config: resolveConfig("smoke", overrides), classes: 10, workers: 1, ...changes };
}

/** The request that a suggestion of a message asks for; training alone searches nothing. */
function followed({ study, request }: Refused, suggestion: string): Refused | undefined {
  if (suggestion === "training alone (train)") return undefined;
  const { config } = request;
  const narrow = /layers of at most (\d+) units?( with --workers 1)?$/.exec(suggestion);
  if (narrow !== null) {
    const hiddenWidths = config.hiddenWidths.map((width) => Math.min(width, Number(narrow[1])));
    const workers = narrow[2] === undefined ? request.workers : 1;
    return { study, request: { ...request, config: { ...config, hiddenWidths }, workers } };
  }
  const options = [...suggestion.matchAll(/--set '([^']+)'/g)].map(([, text]) => text!);
  ok(options.length > 0 || suggestion === "figure 2 alone (retrain-subnetworks)", suggestion);
  const { subnetworkSizes, frozenSizes, hiddenWidths } = config;
  const overrides = { subnetworkSizes, frozenSizes, hiddenWidths, ...parseOverrides(options) };
  return {
    study: "subnetworks",
    request: { ...request, config: resolveConfig("smoke", overrides) },
  };
}

Deno.test("each suggestion of a refused study, followed, is not refused", () => {
  const seen = new Set<string>();
  for (const limits of LIMITS) {
    for (
      const hiddenWidths of [[20], [24, 25], [31, 20, 20], [40], [27, 27], [300], [1100], [2000]]
    ) {
      for (const subnetworkSizes of [[4, "k*"], [4, "k* exact"], ["k* exact"]]) {
        for (const [classes, workers] of [[10, 1], [10, 8], [40, 1]] as const) {
          const frozenSizes = subnetworkSizes.slice(-1);
          const overrides = { hiddenWidths, subnetworkSizes, frozenSizes };
          for (const study of ["layers", "subnetworks"] as const) {
            const asked = { study, request: request(overrides, { classes, workers }) };
            const message = refusalOf(asked, limits);
            if (message === undefined) continue;
            const list = message.split("Possible: ")[1];
            if (list === undefined) continue;
            for (const suggestion of list.split(/; (?:or )?/)) {
              const after = followed(asked, suggestion);
              seen.add(suggestion.replaceAll(/\d+/g, "N"));
              if (after === undefined) continue;
              equal(refusalOf(after, limits), undefined, `${message}\n${suggestion}`);
            }
          }
        }
      }
    }
  }
  ok(seen.size >= 6, [...seen].join("\n"));
});

Deno.test("figure 2 is suggested as far as it is possible", () => {
  const [limits] = LIMITS;
  const figure1 = (overrides: Record<string, unknown>) =>
    refusalOf({ study: "layers", request: request(overrides) }, limits!)!;
  match(
    figure1({ hiddenWidths: [40] }),
    /; figure 2 alone \(retrain-subnetworks --set 'subnetworkSizes=\[4,10,20,"k\*"\]'\)$/,
  );
  match(
    figure1({ hiddenWidths: [40], subnetworkSizes: [4], frozenSizes: [] }),
    /; figure 2 alone \(retrain-subnetworks\)$/,
  );
  // The greedy search of 2,000 units takes too long whatever the sizes.
  match(figure1({ hiddenWidths: [2000] }), /; training alone \(train\)$/);
});

Deno.test("limits smaller than a layer of one unit: nothing about layers, and the limit in digits", () => {
  const small = { maxSeconds: 1e-6, maxBytes: 1000 };
  const asked = { study: "layers", request: request({ hiddenWidths: [20] }) } as const;
  match(
    refusalOf(asked, small)!,
    /\. At most 0\.000001 s, 1000 bytes for all workers, 30 units are allowed\. Possible: training alone \(train\)$/,
  );
});
