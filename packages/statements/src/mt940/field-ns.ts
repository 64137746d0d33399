import { collapsed, orNone } from "../text.ts";
import { contentOf, type Field } from "./field.ts";
import type { Narrative } from "./field-86.ts";

/**
 * `:NS:`, which some banks send instead of `:86:`: every line begins with two digits. 01 to 14 purpose, 15 and 16
 * counterparty, 17 booking text, 33 its bank, 34 its account.
 */
export function readNonSwift(fields: readonly Field[]): Narrative {
	const lines = fields.flatMap((field) => contentOf(field).split("\n"));
	const value = (from: number, to: number, glue: string) =>
		lines
			.filter((line) => /^\d\d/.test(line) && Number(line.slice(0, 2)) >= from && Number(line.slice(0, 2)) <= to)
			.map((line) => line.slice(2).trimEnd())
			.join(glue);
	return {
		bookingText: orNone(value(17, 17, "")),
		remittance: value(1, 14, "\n").trim(),
		counterparty: {
			name: collapsed(value(15, 16, "")),
			bankCode: orNone(value(33, 33, "")),
			account: orNone(value(34, 34, "")),
		},
		references: [],
	};
}
