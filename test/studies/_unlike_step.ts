/** A module without a step, for tests. */
export default { kind: "unlike" };
