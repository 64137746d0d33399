import type { CsvLayout } from "../csv.ts";
import { COMMERZBANK } from "./commerzbank.ts";
import { DEUTSCHE_BANK } from "./deutsche-bank.ts";
import { DKB } from "./dkb.ts";
import { ING } from "./ing.ts";
import { N26 } from "./n26.ts";
import { PAYPAL } from "./paypal.ts";
import { POSTFINANCE } from "./postfinance.ts";
import { SPARKASSE } from "./sparkasse.ts";
import { TARGOBANK } from "./targobank.ts";
import { VOLKSBANK } from "./volksbank.ts";

/** A layout for every profile that is read. */
export const CSV_LAYOUTS: readonly CsvLayout[] = [
	...COMMERZBANK,
	...DEUTSCHE_BANK,
	...DKB,
	...ING,
	...N26,
	...PAYPAL,
	...POSTFINANCE,
	...SPARKASSE,
	...TARGOBANK,
	...VOLKSBANK,
];
