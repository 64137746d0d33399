import { bicOf, shapedIban } from "../iban.ts";
import type { Counterparty } from "../model.ts";
import { collapsed, orNone } from "../text.ts";
import type { Labelled, Labels } from "./labels.ts";
import type { CsvMapping, LabelledField } from "./mapping.ts";

/** What the text columns of a row say, taken apart by the mapping. */
export interface RowText {
	readonly bookingText?: string | undefined;
	readonly remittance: string;
	readonly fields: ReadonlyMap<LabelledField, string>;
}

/** @param texts the remittance cells, in the mapping's order */
export function textOf(texts: readonly string[], mapping: CsvMapping, labels: Labels): RowText {
	const { wrappedAt } = mapping;
	const cells = texts.filter((text) => text.trim() !== "");
	// Some banks give one text in two columns; the lines of a wrapped one may well be equal.
	const whole =
		wrappedAt === undefined
			? [...new Set(cells.map((text) => text.trim()))].join("\n")
			: unfolded(cells.join("\n"), wrappedAt).trim();
	if (mapping.partedBy !== undefined) return parted(whole, mapping.partedBy);
	const [first = "", ...more] = whole.split("\n");
	const leads = mapping.bookingTextLeads && more.length > 0;
	const { fields, text }: Labelled = labels.read(leads ? more.join("\n") : whole);
	const bookingText = leads ? orNone(first) : undefined;
	return mapping.partyLeads ? withParty(bookingText, text, fields) : { bookingText, remittance: text, fields };
}

/** "Name BIC IBAN purpose"; a text without that order stays whole. */
function withParty(bookingText: string | undefined, text: string, fields: ReadonlyMap<LabelledField, string>): RowText {
	const [, name, bic, account, rest] = PARTY.exec(text) ?? [];
	if (name === undefined || bic === undefined || account === undefined || bicOf(bic) === undefined) {
		return { bookingText, remittance: text, fields };
	}
	const party = new Map<LabelledField, string>([...fields, ["name", name], ["bic", bic], ["iban", account]]);
	return { bookingText, remittance: rest ?? "", fields: party };
}

const PARTY = /^(.{1,70}?)\s+([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\s+([A-Z]{2}\d{2}[A-Z0-9]{11,30})(?:\s+(.*))?$/s;

/** A full line goes on in the next one; a shorter one ended. */
function unfolded(text: string, width: number): string {
	let whole = "";
	let open = true;
	for (const line of text.split("\n")) {
		whole += open ? line : `\n${line}`;
		open = line.length === width;
	}
	return whole;
}

/** Booking text, name, IBAN, BIC and the rest, parted by wide gaps. */
function parted(text: string, width: number): RowText {
	const [bookingText, ...parts] = text
		.split(new RegExp(`\\s{${width},}`))
		.map((part) => part.trim())
		.filter((part) => part !== "");
	const fields = new Map<LabelledField, string>();
	const rest: string[] = [];
	for (const [at, part] of parts.entries()) {
		if (!fields.has("iban") && shapedIban(part) === part) fields.set("iban", part);
		// Many a word has the shape of a BIC: only behind the IBAN it is one.
		else if (fields.get("iban") === parts[at - 1] && bicOf(part) === part) fields.set("bic", part);
		else if (!fields.has("name") && rest.length === 0) fields.set("name", part);
		else rest.push(part);
	}
	return { bookingText, remittance: rest.join(" "), fields };
}

/** Name and account of the other party: what columns say counts before what stands in the text. */
export function counterpartyOf(
	columns: {
		name: string | undefined;
		ultimateName: string | undefined;
		account: string | undefined;
		bic: string | undefined;
	},
	{ fields }: RowText,
): Counterparty {
	const account = columns.account ?? fields.get("iban");
	const iban = shapedIban(account);
	const bank = columns.bic ?? fields.get("bic");
	const bic = bicOf(bank);
	const compact = bank?.replace(/\s/g, "");
	return {
		name: collapsed(columns.name) ?? fields.get("name"),
		iban,
		account: iban === undefined && account !== undefined && !/^0+$/.test(account) ? account : undefined,
		bic,
		bankCode: bic === undefined && compact !== undefined && /^\d{5,8}$/.test(compact) ? compact : undefined,
		ultimateName: collapsed(columns.ultimateName) ?? fields.get("ultimateName"),
	};
}
