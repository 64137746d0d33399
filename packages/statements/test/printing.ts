import { formatDecimal } from "@kontor/connector";
import { ibanOf } from "../src/iban.ts";

/** What a test wants to find again after printing and reading. */
export interface Printed {
	/** Signed, EUR. */
	readonly minor: number;
	readonly bookingDay: string;
	readonly valueDay: string;
	readonly name: string;
	readonly iban: string;
	readonly text: string;
	readonly endToEndId: string | undefined;
	readonly mandateId: string | undefined;
	readonly reversal: boolean;
}

const OWN = "DE75370400440532013001";

/** @param wrapAt columns after which `:86:` is broken, whatever stands there */
export function printMt940(postings: readonly Printed[], wrapAt: number, lineEnd: string): string {
	const lines = [":20:STARTUMSE", `:25:${OWN}`, ":28C:00007/001", ":60F:C261101EUR0,00"];
	for (const posting of postings) {
		const mark = markOf(posting);
		const amount = formatDecimal({ minor: Math.abs(posting.minor), currency: "EUR" }).replace(".", ",");
		const [value, entry] = [shortDate(posting.valueDay), shortDate(posting.bookingDay).slice(2)];
		lines.push(`:61:${value}${entry}${mark}${amount}NTRFNONREF//4711`);
		lines.push(...wrapped(`:86:${structured(posting)}`, wrapAt));
	}
	const sum = postings.reduce((total, { minor }) => total + minor, 0);
	const closing = formatDecimal({ minor: Math.abs(sum), currency: "EUR" }).replace(".", ",");
	lines.push(`:62F:${sum < 0 ? "D" : "C"}261130EUR${closing}`, "-", "");
	return lines.join(lineEnd);
}

/** A reversal is a cancelled debit where money comes back, a cancelled credit where it goes. */
function markOf({ minor, reversal }: Printed): string {
	if (reversal) return minor < 0 ? "RC" : "RD";
	return minor < 0 ? "D" : "C";
}

/** DK occupation rules: every tag begins a sub-field, 27 characters each, trailing blanks cut. */
function structured({ endToEndId, mandateId, text, name, iban, minor }: Printed): string {
	const tagged = [
		...(endToEndId === undefined ? [] : cut(`EREF+${endToEndId}`)),
		...(mandateId === undefined ? [] : cut(`MREF+${mandateId}`)),
		...cut(`SVWZ+${text}`),
	];
	const numbers = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 60, 61, 62, 63];
	const purpose = tagged.map((part, at) => `?${numbers[at]}${part}`).join("");
	const names = cut(name).map((part, at) => `?${32 + at}${part}`);
	return `${minor < 0 ? "177" : "166"}?00BUCHUNG?109310${purpose}?30COBADEFFXXX?31${iban}${names.join("")}`;
}

function cut(text: string): string[] {
	return (text.match(/.{1,27}/g) ?? []).map((part) => part.trimEnd());
}

function wrapped(text: string, width: number): string[] {
	return text.match(new RegExp(`.{1,${width}}`, "g")) ?? [];
}

function shortDate(day: string): string {
	return day.slice(2).replaceAll("-", "");
}

/** @param indent between elements; empty for one long line */
export function printCamt053(postings: readonly Printed[], version: "02" | "08", indent: string): string {
	const sum = postings.reduce((total, { minor }) => total + minor, 0);
	const parts = [
		`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><Stmt><Id>7</Id>`,
		`<Acct><Id><IBAN>${OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
		balance("OPBD", 0),
		balance("CLBD", sum),
		...postings.map((posting) => entry(posting, version)),
		"</Stmt></BkToCstmrStmt></Document>",
	];
	return `<?xml version="1.0" encoding="UTF-8"?>${parts.join("").replaceAll("><", `>${indent}<`)}`;
}

function balance(type: string, minor: number): string {
	return `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp>${amountOf(minor)}<Dt><Dt>2026-11-30</Dt></Dt></Bal>`;
}

function amountOf(minor: number): string {
	const amount = formatDecimal({ minor: Math.abs(minor), currency: "EUR" });
	return `<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${minor < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;
}

function entry(posting: Printed, version: "02" | "08"): string {
	const status = version === "02" ? "BOOK" : "<Cd>BOOK</Cd>";
	const role = posting.minor < 0 ? "Cdtr" : "Dbtr";
	const name = `<Nm>${escaped(posting.name)}</Nm>`;
	const party = version === "02" ? name : `<Pty>${name}</Pty>`;
	// The DK allows 140 characters each.
	const texts = (posting.text.match(/.{1,140}/g) ?? []).map((text) => `<Ustrd>${escaped(text)}</Ustrd>`);
	const mandate = posting.mandateId === undefined ? "" : `<MndtId>${posting.mandateId}</MndtId>`;
	return `<Ntry>${amountOf(posting.minor)}<RvslInd>${posting.reversal}</RvslInd><Sts>${status}</Sts>
<BookgDt><Dt>${posting.bookingDay}</Dt></BookgDt><ValDt><Dt>${posting.valueDay}</Dt></ValDt><NtryDtls><TxDtls>
<Refs><EndToEndId>${posting.endToEndId ?? "NOTPROVIDED"}</EndToEndId>${mandate}</Refs>
<RltdPties><${role}>${party}</${role}><${role}Acct><Id><IBAN>${posting.iban}</IBAN></Id></${role}Acct></RltdPties>
<RmtInf>${texts.join("")}</RmtInf></TxDtls></NtryDtls></Ntry>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** An IBAN of the given digits with right check digits. */
export function validIban(bban: string): string {
	for (let check = 2; check <= 98; check++) {
		const iban = ibanOf(`DE${String(check).padStart(2, "0")}${bban}`);
		if (iban !== undefined) return iban;
	}
	throw new Error(`no check digits for ${bban}`);
}
