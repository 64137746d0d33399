import { camt } from "./camt/format.ts";
import { csv } from "./csv/format.ts";
import type { FormatFamily } from "./format.ts";
import { gocardless } from "./gocardless/format.ts";
import { mt940 } from "./mt940/format.ts";

/** Every family there is, the most certain to be recognised first. */
export const FORMATS: readonly FormatFamily[] = [camt, gocardless, mt940, csv];
