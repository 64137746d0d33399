import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The account both files are of. */
export const ACCOUNT = "DE15370501980001234567";

/** The last of the days 0 to 3 that the files speak of is today. Orders are placed on day 0. */
export const LAST_DAY = 3;

/** A file of `bank/` with its days filled in: `{YYMMDD 1}` is day 1 as an MT940 writes it. */
export async function bankFile(name: string): Promise<Uint8Array<ArrayBuffer>> {
	const template = await readFile(join(import.meta.dirname, "bank", name), "utf8");
	return new TextEncoder().encode(
		template.replace(/\{([YMD-]+) (\d)\}/g, (_, form, day) => written(form, Number(day))),
	);
}

/** This time of day, on one of the days. */
export function momentOf(day: number): Date {
	return new Date(Date.now() - (LAST_DAY - day) * 86_400_000);
}

function written(form: string, day: number): string {
	const [year = "", month = "", dayOfMonth = ""] = isoDay(day).split("-");
	return form.replace("YYYY", year).replace("YY", year.slice(2)).replace("MM", month).replace("DD", dayOfMonth);
}

export function isoDay(day: number): string {
	return momentOf(day).toISOString().slice(0, 10);
}
