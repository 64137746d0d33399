import type { Instant } from "@kontor/connector";
import * as z from "zod";
import type { Vorgang } from "./erp.ts";
import { unexpected } from "./faults.ts";
import type { Settings } from "./settings.ts";
import { momentOf } from "./wall-clock.ts";

export const text = z
	.string()
	.nullable()
	.transform((value) => value?.trim() ?? "");
export const flag = z
	.boolean()
	.nullable()
	.transform((value) => value ?? false);

/** A row of Vorgänge by the aliases of our query: everything as the raw text, flags as such. */
export const VorgangRow = z.object({
	number: z.string().min(1),
	version: z.coerce.number().int().nonnegative(),
	kind: text,
	createdAt: z.string(),
	date: text,
	dueDate: text,
	currency: text,
	amount: z.string(),
	paid: text,
	done: flag,
	reversed: flag,
	paymentMethod: text,
	memo: z
		.string()
		.nullable()
		.transform((value) => value ?? ""),
	platform: text,
	platformOrder: text,
	customerNumber: text,
	name: text,
	company: text,
	street: text,
	postcode: text,
	city: text,
	country: text,
	email: text,
});
const FLAGS = ["done", "reversed"];
export type VorgangRow = z.infer<typeof VorgangRow>;

/** The fields of a Vorgang in a query, under the names by which we know them. */
export function selectionOf(fields: Settings["fields"]): string {
	const nameOf = (alias: string) =>
		alias === "number" ? fields.vorgangNumber : fields[alias as Exclude<keyof VorgangRow, "number">];
	return Object.keys(VorgangRow.shape)
		.map((alias) => `${alias}: ${nameOf(alias)}(as: ${FLAGS.includes(alias) ? "BOOLEAN" : "STRING"})`)
		.join(" ");
}

/** @throws ConnectorError where its time is none */
export function toVorgang(row: VorgangRow, timeZone: string, currency: string): Vorgang {
	const { customerNumber, name, company, street, postcode, city, country, email, ...rest } = row;
	return {
		...rest,
		createdAt: createdAtOf(row.number, row.createdAt, timeZone),
		date: row.date || null,
		dueDate: row.dueDate || null,
		currency: row.currency || currency,
		paid: row.paid || "0",
		customer: { number: customerNumber, name, company, street, postcode, city, country, email },
	};
}

/** When it was made. @throws ConnectorError that names the Vorgang, not the value */
export function createdAtOf(number: string, text: string, timeZone: string): Instant {
	try {
		return momentOf(text, timeZone);
	} catch {
		throw unexpected(`Vorgang ${number}`, "time of its creation");
	}
}
