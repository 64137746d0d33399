import type { Payer } from "./compare-payer.ts";
import { type CreditorReference, creditorReferencesIn, parseCreditorReference } from "./creditor-reference.ts";
import { foldName, foldWords } from "./fold-name.ts";
import type { MatchPosting } from "./posting.ts";
import { type Mention, scanMixed, scanText } from "./scan-text.ts";

/** A posting, read once: everything it says that could be a reference or a name. */
export interface ReadPosting {
	readonly posting: MatchPosting;
	readonly text: string;
	readonly mentions: readonly Mention[];
	/** Numbers of the end-to-end id; `whole` is the id itself as letters and digits. */
	readonly endToEnd: { readonly whole: string; readonly mentions: readonly Mention[] } | null;
	readonly creditorReferences: readonly CreditorReference[];
	readonly payer: Payer;
}

const NO_ID = /^(?:NOTPROVIDED|NONREF|NOT PROVIDED)?$/i;

/** @param mixed also look for numbers that mix letters and digits. */
export function readPosting(posting: MatchPosting, mixed: boolean): ReadPosting {
	const text = posting.remittance || posting.searchText || "";
	const structured = (posting.references ?? []).map((raw) => ({ raw, parsed: parseCreditorReference(raw) }));
	// A structured reference that follows no standard is read like a line of the text.
	const plain = structured.filter(({ parsed }) => parsed === null).map(({ raw }) => raw);
	const all = [text, ...plain].join("\n").trim();
	const name = posting.counterparty?.name ?? "";
	const id = posting.endToEndId?.trim() ?? "";
	return {
		posting,
		text: all,
		mentions: [...scanText(all), ...(mixed ? scanMixed(all) : [])],
		endToEnd: NO_ID.test(id)
			? null
			: {
					whole: id.replace(/[^A-Za-z0-9]/g, "").toUpperCase(),
					mentions: [...scanText(id), ...(mixed ? scanMixed(id) : [])],
				},
		creditorReferences: [
			...structured.flatMap(({ parsed }) => parsed ?? []),
			...creditorReferencesIn(all).map(({ reference }) => reference),
		],
		payer: { raw: name, words: foldName(name), textWords: new Set(foldWords(all)) },
	};
}
