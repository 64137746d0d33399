import { bicOf, ibanOf, shapedIban } from "../iban.ts";
import type { Counterparty } from "../model.ts";
import { collapsed, orNone, referenceOrNone } from "../text.ts";
import { contentOf, type Field, unwrapped } from "./field.ts";
import { fieldsEndingInPlus } from "./plus-lines.ts";
import { readPurpose, type Tags, tagged } from "./purpose.ts";
import { type CurrencyAmount, currencyAmount, taggedAmount } from "./side-amounts.ts";
import { readSlashCodes } from "./slash-codes.ts";
import { type SubFields, splitSubFields } from "./sub-fields.ts";
import { readWords } from "./words.ts";

/** `:86:`, what the bank tells about an entry. */
export interface Narrative {
	readonly gvc?: string | undefined;
	readonly bookingText?: string | undefined;
	readonly remittance: string;
	readonly counterparty: Counterparty;
	readonly endToEndId?: string | undefined;
	readonly mandateId?: string | undefined;
	readonly creditorId?: string | undefined;
	readonly customerReference?: string | undefined;
	/** The bank's own, where it does not stand in `:61:`. */
	readonly bankReference?: string | undefined;
	readonly references: readonly string[];
	readonly returnReason?: string | undefined;
	readonly originalAmount?: CurrencyAmount | undefined;
	readonly charges?: CurrencyAmount | undefined;
}

/** Returned collections and transfers: only here is the text key addition (`?34`) a reason. */
const RETURNS: ReadonlySet<string> = new Set(["108", "109", "110", "159", "160", "181", "184"]);
/** Transfers in whose purpose is a creditor reference (ISO 11649). */
const WITH_REFERENCE: ReadonlySet<string> = new Set(["164", "167"]);

/** Reads a `:86:` field, or several as one. */
export function readNarrative(field: Field): Narrative {
	if (field.subFields) return structured(field.subFields);
	const content = contentOf(field);
	const fields = splitSubFields(fieldsEndingInPlus(content) ?? unwrapped(content));
	if (fields) return structured(fields);
	const slashed = readSlashCodes(unwrapped(content));
	const lines = content.split("\n");
	if (slashed) return { ...fromSlashCodes(slashed), remittance: joined(lines, FULL_LINE - ":86:".length) };
	const remittance = joined(lines);
	return { counterparty: counterpartyInText(remittance), references: [], remittance, ...amountsAbove(remittance) };
}

/** HSBC begins with what it else says in `:61:`: "/OCMT/USD2853,12/". */
function amountsAbove(remittance: string): Pick<Narrative, "originalAmount" | "charges"> {
	if (!/^\/(?:OCMT|CHGS)\//.test(remittance)) return {};
	return { originalAmount: currencyAmount(remittance, "OCMT"), charges: currencyAmount(remittance, "CHGS") };
}

function structured(fields: SubFields): Narrative {
	const { gvc } = fields;
	const { text, tags } = readPurpose(fields.purpose, fields.ends);
	// Only with a colon can ids stand loose in the text.
	const loose = text.includes(":") ? text : "";
	const words = loose !== "" && tags === undefined ? readWords(fields.purpose, fields.ends) : undefined;
	return {
		gvc,
		bookingText: orNone(fields.booking),
		remittance: words?.text ?? text,
		counterparty: counterpartyOf(fields, tags, loose),
		endToEndId: referenceOrNone(tagged(tags, "EREF") ?? words?.endToEndId) ?? looseReference(loose, "EREF"),
		mandateId: referenceOrNone(tagged(tags, "MREF") ?? words?.mandateId) ?? looseReference(loose, "MREF"),
		creditorId: referenceOrNone(tagged(tags, "CRED") ?? words?.creditorId) ?? looseReference(loose, "CRED"),
		customerReference: referenceOrNone(tagged(tags, "KREF")),
		bankReference: words?.bankReference,
		references: gvc !== undefined && WITH_REFERENCE.has(gvc) ? creditorReference(text) : [],
		returnReason: gvc !== undefined && RETURNS.has(gvc) ? orNone(fields.addition) : undefined,
		originalAmount: taggedAmount(tagged(tags, "OAMT")),
		charges: taggedAmount(tagged(tags, "COAM")),
	};
}

function counterpartyOf(fields: SubFields, tags: Tags, loose: string): Counterparty {
	const bank = orNone(fields.bank);
	const account = orNone(fields.account);
	const written = shapedIban(account) ?? shapedIban(orNone(fields.iban)) ?? shapedIban(tagged(tags, "IBAN"));
	const bic = bicOf(bank) ?? bicOf(tagged(tags, "BIC"));
	return {
		name: collapsed(fields.name),
		iban: written ?? ibanOf(looseReference(loose, "IBAN")),
		account: written === undefined ? account : undefined,
		bic,
		bankCode: bic === undefined ? bank : undefined,
		ultimateName: collapsed(tagged(tags, "ABWA") ?? tagged(tags, "ABWE")),
	};
}

function fromSlashCodes(codes: ReadonlyMap<string, string>): Omit<Narrative, "remittance"> {
	// CNTP/account/BIC/name/city/
	const [account, bic, name] = codes.get("CNTP")?.split("/") ?? [];
	return {
		counterparty: {
			name: collapsed(codes.get("NAME")) ?? collapsed(name),
			iban: shapedIban(codes.get("IBAN")) ?? shapedIban(account),
			bic: bicOf(codes.get("BIC")) ?? bicOf(bic),
		},
		endToEndId: referenceOrNone(codes.get("EREF")),
		mandateId: referenceOrNone(codes.get("MARF")),
		creditorId: referenceOrNone(codes.get("CSID")),
		customerReference: referenceOrNone(codes.get("PREF")),
		references: structuredReference(codes.get("REMI")),
		returnReason: orNone(codes.get("RTRN")),
	};
}

/** `/REMI/STRD/CUR/9001123412341234/`: a reference with its issuer; anything else in it is text. */
function structuredReference(remittance: string | undefined): string[] {
	const reference = orNone(/^STRD\/[A-Z]*\/([^/]+)/.exec(remittance ?? "")?.[1]);
	return reference === undefined ? [] : [reference.replace(/\s/g, "")];
}

/**
 * Dutch banks write it in words: "REK: NL26ABNA0417164300/NAAM: BEDRIJF VOF", or in two columns
 * "IBAN: NL26ABNA0417164300         BIC: ABNANL2A                    NAAM: BEDRIJF VOF".
 */
function counterpartyInText(text: string): Counterparty {
	if (!text.includes(": ")) return {};
	const account = /\b(?:REK|IBAN): ?([A-Z]{2}\d{2}[A-Z0-9]{11,30})\b/.exec(text)?.[1];
	const name = /(?:^|[/\s])NAAM: ((?:(?! {2}|(?:OMSCHRIJVING|KENMERK|MACHTIGING|INCASSANT): )[^\n])+)/.exec(text)?.[1];
	const bic = /(?:^|\s)BIC: ([A-Z0-9]{8,11})(?!\S)/.exec(text)?.[1];
	return { iban: ibanOf(account), name: collapsed(name), bic: bicOf(bic) };
}

/** Atruvia repeats ids in the text with a colon ("EREF: 4711 IBAN: DE..."); it stays in the text, for nobody knows who wrote it. */
function looseReference(text: string, name: string): string | undefined {
	if (text === "" || !text.includes(`${name}:`)) return undefined;
	return referenceOrNone(new RegExp(`(?:^|\\s)${name}: ?(\\S+)`).exec(text)?.[1]);
}

function creditorReference(text: string): string[] {
	const reference = /^RF\d{2}[A-Z0-9]{1,21}$/i.exec(text.replace(/\s/g, ""))?.[0];
	return reference === undefined ? [] : [reference.toUpperCase()];
}

/** Lines are wrapped at 65 columns: a full one goes on in the next, a shorter one was ended by the bank. */
const FULL_LINE = 65;

/** @param fullFirst length of a full first line, where the columns of the tag may count: only believed where it is exact */
function joined(lines: readonly string[], fullFirst = FULL_LINE): string {
	let text = "";
	let joins = true;
	for (const line of lines) {
		if (line.trim() === "") continue;
		text += joins ? line : `\n${line}`;
		joins = line.length >= FULL_LINE || (line === lines[0] && line.length === fullFirst);
	}
	return text.trim();
}
