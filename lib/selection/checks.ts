/**
 * The checks of what comes in, once at each boundary.
 * @module
 */
import { requireLabelled } from "../variables/target.ts";
import { validateParameters } from "../models/parameters.ts";
import { hiddenLayers, type Layer, type NetworkSpec, validateSpec } from "../models/spec.ts";
import { type KeptUnits, type SelectionSubject, SubnetworkError } from "./strategy.ts";

/** All units of a layer: 0..units−1. */
export function allUnits(units: number): number[] {
  return Array.from({ length: units }, (_, unit) => unit);
}

/** The hidden layers of a subject that lose units, in the order of the network. */
export function thinnedLayers({ spec, layers }: SelectionSubject): Layer[] {
  return hiddenLayers(spec).filter(({ name }) => layers?.includes(name) ?? true);
}

/**
 * Throws unless network, samples and labels of a subject fit each other.
 *
 * @throws SubnetworkError when the activations are not those of the hidden layers, or when `layers`
 *   names one that is not hidden, or none
 * @throws NetworkError when parameters do not fit the network
 * @throws InformationError when sizes within the samples disagree
 */
export function requireSubject(subject: SelectionSubject): void {
  const { spec, initial, final, activations, target, layers } = subject;
  validateSpec(spec);
  validateParameters(spec, initial);
  validateParameters(spec, final);
  const hidden = hiddenLayers(spec);
  const given = activations.map(({ layer, variables }) => `${variables.length} units of ${layer}`);
  const needed = hidden.map(({ name, units }) => `${units} units of ${name}`);
  if (given.join() !== needed.join()) {
    throw new SubnetworkError(
      `Activations are given for ${listed(given)}, the network has ${listed(needed)}`,
    );
  }
  layers?.forEach((layer) => requireHidden(spec, layer));
  if (layers?.length === 0) throw new SubnetworkError("A selection needs a layer to select in");
  for (const layer of activations) requireLabelled(layer, target);
}

const listed = (texts: readonly string[]) => texts.join(", ") || "no hidden layer";

function requireHidden(spec: NetworkSpec, name: string): Layer {
  const hidden = hiddenLayers(spec);
  const found = hidden.find((layer) => layer.name === name);
  if (found !== undefined) return found;
  const names = listed(hidden.map((layer) => layer.name));
  throw new SubnetworkError(`Units are kept in hidden layers, here ${names}; got "${name}"`);
}

/**
 * Throws a {@link SubnetworkError} unless `kept` names hidden layers, each with at least one unit, and
 * the kept ones are units of that layer, ascending and each once.
 */
export function requireKept(spec: NetworkSpec, kept: KeptUnits): void {
  for (const [name, own] of Object.entries(kept)) {
    const { units } = requireHidden(spec, name);
    const fail = (reason: string): never => {
      throw new SubnetworkError(`Kept units of ${name}, [${own.join(", ")}]: ${reason}`);
    };
    if (own.length === 0) fail("at least one unit must stay");
    own.forEach((unit, at) => {
      if (!Number.isSafeInteger(unit) || unit < 0 || unit >= units) {
        fail(`units are 0 to ${units - 1}, got ${unit}`);
      }
      if (at > 0 && unit <= own[at - 1]!) fail("they must ascend, each once");
    });
  }
}
