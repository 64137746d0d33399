import type { FormatFamily } from "./format.ts";

/** Every family there is, the most certain to be recognised first. */
export const FORMATS: readonly FormatFamily[] = [];
