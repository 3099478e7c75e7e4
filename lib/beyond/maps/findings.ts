/** Findings on feature maps: titles of figures, and the rows of tables. */
import { enumerate, percent } from "../../figures/kit/text.ts";
import {
  balanceInWords,
  clausesOf,
  estimateOf,
  judgedLayers,
} from "../../paper/claims/layer_balance.ts";
import { titleOf, withoutEstimates } from "../../paper/claims/wording.ts";
import { type End, ENDS, inBits } from "../../paper/layers/result.ts";
import { bestRows, type ExtremeRow, extremesIn } from "../../paper/layers/rows.ts";
import { type PairedDifference, pairedDifference } from "../../statistics/paired_difference.ts";
import { moments } from "../../statistics/moments.ts";
import { summarise } from "../../statistics/summary.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import type { Estimate, Finding } from "../../studies/finding.ts";
import type { MapRow, MapsLayerSearch, MapsResult } from "./result.ts";
import { MAP_PARTS, type MapPart } from "./information.ts";
import { STATES } from "./layer.ts";
import { MAP_RULES, type MapRuleName } from "./variables.ts";

/** What stands for a map, in words. */
export function ruleWords(
  rule: MapRuleName,
  { components }: Pick<MapsResult, "components">,
): string {
  return rule === "mean" ? "mean" : `${components} components`;
}

/** Clauses for layers that an end of Ω significantly dominates. */
const DOMINANCE = {
  above: (layers: string) => `redundancy dominates ${layers}`,
  below: (layers: string) => `synergy dominates ${layers}`,
};

/** d by layer, with maps as their means and as blocks of components. */
export function mapsBalanceFinding(result: MapsResult): Finding {
  const judged = MAP_RULES.map((rule) => ({
    rule,
    layers: judgedLayers(result.by[rule], { search: "ladder" }),
  }));
  if (judged.every(({ layers }) => layers.every(({ dominance }) => dominance === undefined))) {
    return withoutEstimates(
      "No layer has the three maps needed to compare redundancy with synergy",
    );
  }
  // Layers that no end dominates are not named: their d stands among the estimates.
  const [mean, components] = judged.map(({ layers }) =>
    clausesOf(layers, DOMINANCE, layers.length).join(" and ") ||
    "neither end of Ω significantly dominates any layer"
  ) as [string, string];
  const { networks } = result.by.mean;
  const statement = mean === components
    ? `by means and by components of maps, ${mean}`
    : `by means of maps, ${mean}; by components, ${components}`;
  return {
    statement: titleOf(networks, statement),
    estimates: judged.flatMap(({ rule, layers }) =>
      layers.flatMap(({ layer, dominance }) =>
        dominance ? estimateOf(`d of ${layer}, ${ruleWords(rule, result)}`, dominance, "bits") : []
      )
    ),
  };
}

/** The change of d by training, by both rules. */
export function mapsTrainingFinding(result: MapsResult): Finding {
  const options = { search: "ladder", networks: "difference" } as const;
  const judged = MAP_RULES.map((rule) => ({
    rule,
    layers: judgedLayers(result.by[rule], options),
  }));
  const [means, components] = judged.map(({ layers }) => balanceInWords(layers, options)) as [
    string,
    string,
  ];
  const words = means === components && means !== "" ? [`by means and by components, ${means}`] : [
    ...(means === "" ? [] : [`by means, ${means}`]),
    ...(components === "" ? [] : [`by components, ${components}`]),
  ];
  if (words.length === 0) return withoutEstimates("No change by training can be judged");
  return {
    statement: titleOf(result.by.mean.networks, words.join("; ")),
    estimates: judged.flatMap(({ rule, layers }) =>
      layers.flatMap(({ layer, dominance }) =>
        dominance
          ? estimateOf(`change of d of ${layer}, ${ruleWords(rule, result)}`, dominance, "bits")
          : []
      )
    ),
  };
}

/**
 * The change of the smallest Ω of all sizes by training, by both rules: a shift towards synergy, that of d, can be less
 * redundancy alone.
 */
export function mapsMinimumFinding(result: MapsResult): Finding {
  const changes = MAP_RULES.flatMap((rule) => {
    const own = result.by[rule];
    const [trained, untrained] = STATES.map((state) => bestRows(extremesIn(own, { state })));
    return own.layers.flatMap(({ name: layer }) => {
      const pairs = trained!.flatMap((row) => {
        const before = untrained!.find((one) =>
          one.network === row.network && one.layer === row.layer
        );
        return row.layer !== layer || before === undefined ? [] : [[row, before].map(
          ({ oInformation }) => inBits(oInformation),
        ) as [number, number]];
      });
      if (pairs.length === 0) return [];
      const [after, before] = [0, 1].map((at) => pairs.map((pair) => pair[at]!));
      return [{ rule, layer, difference: pairedDifference(after!, before!) }];
    });
  });
  if (changes.length === 0) return withoutEstimates("No change of min Ω by training can be judged");
  const clauses = MAP_RULES.map((rule) => {
    const own = changes.filter((one) => one.rule === rule);
    const risen = own.filter(({ difference }) => isDifferent(difference) && difference.mean > 0);
    const fallen = own.filter(({ difference }) => isDifferent(difference) && difference.mean < 0);
    const on = (verb: string, rows: typeof own) =>
      rows.length === 0 ? [] : `${verb} in ${enumerate(rows.map(({ layer }) => layer))}`;
    const words = [on("higher than before", risen), on("lower than before", fallen)].flat();
    return words.length === 0 ? "not significantly different" : enumerate(words);
  });
  const [mean, components] = clauses;
  const statement = mean === components
    ? `after training, min Ω is ${mean}, by means and by components`
    : `after training, min Ω is ${mean} by means, and ${components} by components`;
  return {
    statement: titleOf(result.by.mean.networks, statement),
    estimates: changes.map(({ rule, layer, difference: { mean, interval, level } }) => ({
      label: `change of min Ω of ${layer}, ${ruleWords(rule, result)}`,
      mean,
      interval,
      level,
      unit: "bits",
    })),
  };
}

/** One value per network of each part of maps. */
export type ByPart = Readonly<Record<MapPart, readonly number[]>>;

/** What averaging loses in one layer in one state. */
export interface AveragingLoss {
  readonly layer: string;
  readonly state: MapRow["state"];
  /** What a classifier finds in one map, mean over maps, in bits; of networks that have an estimate of all parts. */
  readonly single: ByPart;
  /** In all maps together, in bits; each part of the networks that have an estimate of it. */
  readonly all: ByPart;
  /** Share of the variance of a map, mean over maps and networks, 0..1. */
  readonly meanShare: number;
  readonly componentShare: number;
}

/** By layer and state. */
export function averagingLosses({ by }: Pick<MapsResult, "by">): AveragingLoss[] {
  const whole = [...by.mean.rows, ...by.components.rows].filter(({ end }) => end === undefined);
  return by.mean.layers.flatMap(({ name: layer }) =>
    STATES.map((state) => {
      const own = whole.filter((row) => row.layer === layer && row.state === state);
      const { networks } = by.mean;
      const valueIn = (
        network: number,
        part: MapPart,
        key: "information" | "singleInformation",
      ) => own.find((row) => row.network === network && row.rule === part)?.[key];
      const complete = networks.filter((network) =>
        MAP_PARTS.every((part) => valueIn(network, part, "singleInformation") !== undefined)
      );
      const byPart = (values: (part: MapPart) => readonly number[]): ByPart => ({
        "mean": values("mean").map(inBits),
        "first component": values("first component").map(inBits),
        "components": values("components").map(inBits),
      });
      const share = (rule: MapPart) =>
        moments(own.flatMap((row) => row.rule === rule ? row.varianceShare ?? [] : [])).mean;
      return {
        layer,
        state,
        single: byPart((part) =>
          complete.map((network) => valueIn(network, part, "singleInformation")!)
        ),
        all: byPart((part) =>
          networks.flatMap((network) => valueIn(network, part, "information") ?? [])
        ),
        meanShare: share("mean"),
        componentShare: share("components"),
      };
    })
  );
}

/**
 * How much a classifier finds in the mean of a map, compared with its components, and with the first of them: as many
 * columns as the mean.
 */
export function averagingFinding(result: MapsResult): Finding {
  const judged = averagingLosses(result).filter(({ state }) => state === "trained")
    .filter(({ single }) => single.mean.length > 0);
  if (judged.length === 0) {
    return withoutEstimates("Not tested: the images of a class are too few for a classifier");
  }
  const compared = judged.flatMap(({ layer, single }) =>
    (["components", "first component"] as const).map((part) => ({
      layer,
      part,
      difference: pairedDifference(single.mean, single[part]),
      share: moments(single.mean).mean / moments(single[part]).mean,
    }))
  );
  const clauses = (["components", "first component"] as const).map((part) => {
    const name = part === "components"
      ? `its ${result.components} components`
      : "its first component";
    const own = compared.filter((one) => one.part === part).map(({ layer, difference, share }) =>
      isDifferent(difference)
        ? `${percent(share)} in ${layer}`
        : `no significant difference in ${layer}`
    );
    return `compared with ${name}: ${enumerate(own)}`;
  });
  return {
    statement: titleOf(
      result.by.mean.networks,
      `what a classifier finds of the class in the mean of a map, ${clauses.join("; ")}`,
    ),
    estimates: compared.map(({ layer, part, difference }): Estimate => ({
      label: `I(X;y) of one map of ${layer}, mean − ${part}`,
      mean: difference.mean,
      interval: difference.interval,
      level: difference.level,
      unit: "bits",
    })),
  };
}

/** Differences up to this are rounding errors. */
const ROUNDING = 1e-9;

/** Whether the 95 % interval is on one side of 0; of a single network, the difference itself. */
const isDifferent = ({ mean, interval: [low, high] = [mean, mean] }: PairedDifference): boolean =>
  Math.abs(mean) > ROUNDING && (low > 0 || high < 0);

/** What averaging loses, as the row of a table: means over networks with 95 % intervals. */
export type AveragingRow = {
  readonly layer: string;
  readonly state: string;
  /** Share of the variance of a map that its mean has, in per cent. */
  readonly meanShare: string;
  /** Share that its components have. */
  readonly componentShare: string;
  /** What a classifier finds in the mean of one map, mean over maps, in bits. */
  readonly mean: string;
  /** The same in its first component, and in all that stand for it. */
  readonly first: string;
  readonly components: string;
  /** In all maps together: in their means, first components, components. */
  readonly allMeans: string;
  readonly allFirst: string;
  readonly allComponents: string;
};

/** The mean with its 95 % interval, and of how many networks if not all have a value; empty without values. */
function meanText(values: readonly number[], networks: number): string {
  if (values.length === 0) return "";
  const { mean, confidenceInterval } = summarise(values);
  const of = values.length < networks ? `, ${values.length} of ${networks} networks` : "";
  return withInterval(mean, confidenceInterval) + of;
}

/** One row per layer and state. */
export function averagingRows(result: MapsResult): AveragingRow[] {
  const text = (values: readonly number[]) =>
    meanText(values, result.by.mean.networks.length) || "not estimated";
  const perCent = (share: number) => decimal(100 * share, 1);
  return averagingLosses(result).map((
    { layer, state, single, all, meanShare, componentShare },
  ) => ({
    layer,
    state,
    meanShare: perCent(meanShare),
    componentShare: perCent(componentShare),
    mean: text(single.mean),
    first: text(single["first component"]),
    components: text(single.components),
    allMeans: text(all.mean),
    allFirst: text(all["first component"]),
    allComponents: text(all.components),
  }));
}

/** How alike the extremes by both rules are, at one size and end of a layer of one network. */
export interface SharedMaps extends Pick<ExtremeRow, "network" | "layer" | "size"> {
  readonly end: End;
  /** Share of the maps of one multiplet that the other one has, too, 0..1. */
  readonly shared: number;
  /** The same of random multiplets of this size, on average: the size divided by the number of maps. */
  readonly expected: number;
}

/** The extremes by means beside those by components, of the same network, layer, size and end, below the size of the layer. */
export function sharedMaps({ by }: Pick<MapsResult, "by">): SharedMaps[] {
  const keyOf = ({ network, layer, size, end }: ExtremeRow) => `${network} ${layer} ${size} ${end}`;
  const others = new Map(extremesIn(by.components).map((row) => [keyOf(row), row]));
  const units = new Map(by.mean.layers.map(({ name, units }) => [name, units]));
  return extremesIn(by.mean).flatMap((row) => {
    const other = others.get(keyOf(row));
    // Maps that can be analysed.
    const all = units.get(row.layer)! -
      by.mean.leftOut.filter(({ network, layer }) => network === row.network && layer === row.layer)
        .length;
    if (other === undefined || row.size >= all) return [];
    return [{
      network: row.network,
      layer: row.layer,
      size: row.size,
      end: row.end,
      shared: row.multiplet.filter((map) => other.multiplet.includes(map)).length / row.size,
      expected: row.size / all,
    }];
  });
}

/** Whether averaging changes which maps are the most synergistic and the most redundant. */
export function sharedMapsFinding(result: MapsResult): Finding {
  // Two multiplets of more than half of the maps share some of them in any case.
  const all = sharedMaps(result).filter(({ expected }) => expected <= 0.5);
  if (all.length === 0) return withoutEstimates("No layer has multiplets of maps to compare");
  // Per network the mean over layers and sizes: sizes of one network are not independent.
  const perNetwork = (own: readonly SharedMaps[], key: "shared" | "expected") =>
    [...Map.groupBy(own, ({ network }) => network).values()].map((rows) =>
      moments(rows.map((row) => row[key])).mean
    );
  const ends = ENDS.map((end) => {
    const own = all.filter((row) => row.end === end);
    return {
      end,
      shared: summarise(perNetwork(own, "shared")),
      expected: moments(perNetwork(own, "expected")).mean,
    };
  });
  const words = ends.map(({ end, shared, expected }) =>
    `${percent(shared.mean)} of the maps of ${end === "synergy" ? "min Ω" : "max Ω"} (random: ${
      percent(expected)
    })`
  );
  return {
    statement: titleOf(
      result.by.mean.networks,
      `of at most half of the maps, extremes by means and by components share ${enumerate(words)}`,
    ),
    estimates: ends.map(({ end, shared }) => ({
      label: `maps that both extremes have, ${end}`,
      mean: 100 * shared.mean,
      interval: shared.confidenceInterval?.map((value) => 100 * value) as
        | [number, number]
        | undefined,
      level: 0.95,
      unit: "%",
    })),
  };
}

/** The most synergistic multiplet of a layer as the row of a table: means over networks with the smallest and the largest. */
export type BestMapsRow = {
  readonly layer: string;
  readonly maps: number;
  readonly rule: string;
  /** Maps of the multiplet with the smallest Ω. */
  readonly size: string;
  /** Its Ω(X, y) in bits, with its 95 % interval over networks. */
  readonly oInformation: string;
  /** Ω of the multiplet of that size that one half of the images has, in the other half. */
  readonly otherHalf: string;
  /** Networks in which the interval there is below 0. */
  readonly below: string;
  /** d in bits, with its 95 % interval. */
  readonly d: string;
  /** The same before training. */
  readonly untrained: string;
};

/** One row per layer and rule. */
export function bestMapsRows(result: MapsResult): BestMapsRow[] {
  return MAP_RULES.flatMap((rule) => {
    const own = result.by[rule];
    const [trained, untrained] = STATES.map((state) =>
      judgedLayers(own, { search: "ladder", networks: state })
    );
    const extremes = extremesIn(own);
    const networks = own.networks.length;
    return own.layers.map(({ name: layer, units }): BestMapsRow => {
      const best = bestRows(extremes.filter((row) => row.layer === layer));
      const halves = best.flatMap(({ otherHalf }) => otherHalf ?? []);
      const d = (judged: ReturnType<typeof judgedLayers>) => {
        const found = judged.find((one) => one.layer === layer)?.dominance;
        return found === undefined ? "" : withInterval(found.mean, found.confidenceInterval);
      };
      const sizes = best.map(({ size }) => size);
      return {
        layer,
        maps: units,
        rule: ruleWords(rule, result),
        size: sizes.length === 0
          ? ""
          : `${decimal(moments(sizes).mean, 1)} (${Math.min(...sizes)} to ${Math.max(...sizes)})`,
        oInformation: meanText(best.map(({ oInformation }) => inBits(oInformation)), networks),
        otherHalf: meanText(halves.map(({ value }) => inBits(value)), networks),
        below: `${halves.filter(({ interval }) => interval[1] < 0).length} of ${best.length}` +
          (halves.length < best.length ? ` (${best.length - halves.length} not estimated)` : ""),
        d: d(trained!),
        untrained: d(untrained!),
      };
    });
  });
}

/**
 * The relative balance of a layer of each network: the mean over sizes 3..n − 1 of
 * (max Ω + min Ω) / (|max Ω| + |min Ω|), −1 to 1. Unlike d, it does not grow with the number of columns.
 */
function relativeBalances(result: MapsLayerSearch, layer: string): Map<number, number> {
  const networks = Map.groupBy(
    extremesIn(result).filter((row) => row.layer === layer),
    ({ network }) => network,
  );
  return new Map([...networks].flatMap(([network, rows]) => {
    const sizes = [...Map.groupBy(rows, ({ size }) => size)];
    const largest = Math.max(...sizes.map(([size]) => size));
    const values = sizes.flatMap(([size, ends]) => {
      if (size < 3 || size >= largest) return [];
      const all = ends.map(({ oInformation }) => oInformation);
      const total = all.reduce((sum, one) => sum + Math.abs(one), 0);
      return total === 0 ? [] : all.reduce((sum, one) => sum + one, 0) / total;
    });
    return values.length === 0 ? [] : [[network, moments(values).mean] as const];
  }));
}

/** Whether the relative balance differs between both rules, by layer, paired over networks. */
export function rulesFinding(result: MapsResult): Finding {
  const found = result.by.mean.layers.flatMap(({ name: layer }) => {
    const [mean, components] = MAP_RULES.map((rule) => relativeBalances(result.by[rule], layer));
    const pairs = [...mean!].flatMap(([network, value]) => {
      const other = components!.get(network);
      return other === undefined ? [] : [[value, other] as const];
    });
    if (pairs.length === 0) return [];
    const [first, second] = [0, 1].map((at) => pairs.map((pair) => pair[at as 0 | 1]));
    return [{ layer, difference: pairedDifference(second!, first!) }];
  });
  if (found.length === 0) {
    return withoutEstimates("No layer has enough maps to compare the balance of both rules");
  }
  const isClear = ({ difference }: typeof found[number]) => isDifferent(difference);
  const clauses = (["synergy", "redundancy"] as const).flatMap((end) => {
    const layers = found.filter((one) =>
      isClear(one) && (end === "synergy" ? one.difference.mean < 0 : one.difference.mean > 0)
    ).map(({ layer }) => layer);
    return layers.length === 0 ? [] : `more towards ${end} in ${enumerate(layers)}`;
  });
  return {
    statement: titleOf(
      result.by.mean.networks,
      clauses.length === 0
        ? "the relative balance of synergy and redundancy does not differ significantly between means and components"
        : `by components, the relative balance is ${enumerate(clauses)} than by means`,
    ),
    estimates: found.map(({ layer, difference: { mean, interval, level } }) => ({
      label: `relative balance of ${layer}, components − mean`,
      mean,
      interval,
      level,
      unit: "",
    })),
  };
}

/** Maps that could not be analysed, in both states; for warnings. */
export function leftOutMaps({ maps }: Pick<MapsResult, "maps">): string[] {
  return maps.flatMap(({ network, layers }) =>
    layers.flatMap((own) =>
      STATES.flatMap((state) =>
        MAP_RULES.flatMap((rule) =>
          own[state][rule].dropped.map(({ map, reason }) =>
            `Network ${network}, ${state}, ${own.layer}, map ${map}, by ${rule}: ${reason}`
          )
        )
      )
    )
  );
}

/** From this share of images with one value on, a map is counted; from {@link MOSTLY_EQUAL} on, it is named. */
const OFTEN_EQUAL = 0.1;
const MOSTLY_EQUAL = 0.9;

/** Maps of one layer, in one state, that have one value on many images, as the row of a table. */
export type RepeatingMapsRow = {
  readonly layer: string;
  readonly state: string;
  /** How many of the maps of all networks have the same mean on at least a tenth of the images. */
  readonly often: string;
  /** Those that have it on at least nine tenths, with the share of images in per cent. */
  readonly mostly: string;
};

/**
 * Maps whose mean has one value (after ReLU mostly 0) on many images: equal values get their average rank, and make Ω and
 * its intervals uncertain. One row per layer and state.
 */
export function repeatingMapsRows(
  { by, maps }: Pick<MapsResult, "by" | "maps">,
): RepeatingMapsRow[] {
  return by.mean.layers.flatMap(({ name: layer }) =>
    STATES.map((state) => {
      const shares = maps.flatMap(({ network, layers }) =>
        layers.filter((own) => own.layer === layer).flatMap((own) =>
          own[state].repeatedShares.map((share, map) => ({ network, map, share }))
        )
      );
      const mostly = shares.filter(({ share }) => share >= MOSTLY_EQUAL)
        .sort((a, b) => b.share - a.share);
      return {
        layer,
        state,
        often: `${shares.filter(({ share }) => share >= OFTEN_EQUAL).length} of ${shares.length}`,
        mostly: mostly.map(({ network, map, share }) =>
          `map ${map} of network ${network} (${decimal(100 * share, 1)} %)`
        ).join(", ") || "none",
      };
    })
  );
}

/** All findings, the most important first. */
export function mapsFindings(result: MapsResult): Finding[] {
  return [
    mapsBalanceFinding(result),
    rulesFinding(result),
    mapsTrainingFinding(result),
    mapsMinimumFinding(result),
    averagingFinding(result),
    sharedMapsFinding(result),
  ];
}
