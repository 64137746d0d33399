import { closeSync, openSync, writeSync } from "node:fs";
import { formatDecimal } from "@kontor/connector";
import { type SamplePosting, samplePosting } from "./sample-postings.ts";

const OWN = "DE75370400440532013001";
/** A busy shop's day. */
const PER_STATEMENT = 2000;
/** Bytes are written in pieces of about this size. */
const PIECE = 1024 * 1024;

/** Writes statements of made-up postings until the file has this size. */
export function writeSample(path: string, size: number, layout: Layout): void {
	const file = openSync(path, "w");
	let written = 0;
	let piece = layout.begin;
	const flush = () => {
		written += writeSync(file, piece);
		piece = "";
	};
	for (let first = 0; written < size; first += PER_STATEMENT) {
		const postings = Array.from({ length: PER_STATEMENT }, (_, at) => samplePosting(first + at));
		piece += layout.open(first / PER_STATEMENT, postings);
		for (const posting of postings) {
			piece += layout.entry(posting);
			if (piece.length > PIECE) flush();
		}
		piece += layout.close(postings);
	}
	piece += layout.end;
	flush();
	closeSync(file);
}

/** How a file of statements is written. */
export interface Layout {
	readonly begin: string;
	readonly end: string;
	open(number: number, postings: readonly SamplePosting[]): string;
	entry(posting: SamplePosting): string;
	close(postings: readonly SamplePosting[]): string;
}

/** @param indented one element a line, as most banks write; otherwise all in one line */
export function camt053(indented: boolean): Layout {
	const spaced = (xml: string) => (indented ? indent(xml) : xml);
	return {
		begin: `<?xml version="1.0" encoding="UTF-8"?>${indented ? "\n" : ""}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-01T04:00:00+01:00</CreDtTm></GrpHdr>`,
		end: "</BkToCstmrStmt></Document>",
		open: (number, postings) =>
			spaced(
				`<Stmt><Id>S${number}</Id><ElctrncSeqNb>${number}</ElctrncSeqNb><CreDtTm>2026-11-01T04:00:00+01:00</CreDtTm><Acct><Id><IBAN>${OWN}</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Muster Handels GmbH</Nm></Ownr></Acct>${balance("OPBD", 0)}${balance("CLBD", total(postings))}`,
			),
		entry: (posting) => spaced(camtEntry(posting)),
		close: () => spaced("</Stmt>"),
	};
}

export const MT940: Layout = {
	begin: "",
	end: "",
	open: (number) => `:20:STARTUMSE\r\n:25:${OWN}\r\n:28C:${number}/1\r\n:60F:C261001EUR0,00\r\n`,
	entry: ({ minor, day, name, iban, bic, text, endToEndId }) => {
		const amount = formatDecimal({ minor: Math.abs(minor), currency: "EUR" }).replace(".", ",");
		const date = day.slice(2).replaceAll("-", "");
		const purpose = [...subFields(`EREF+${endToEndId}`), ...subFields(`SVWZ+${text}`)];
		const numbered = purpose.map((part, at) => `?${20 + at}${part}`).join("");
		const narrative = `:86:166?00GUTSCHR. UEBERWEISUNG?109310${numbered}?30${bic}?31${iban}?32${name}?34000`;
		const lines = narrative.match(/.{1,65}/g) ?? [];
		return `:61:${date}${date.slice(2)}${minor < 0 ? "D" : "C"}R${amount}N166NONREF//2610011234567\r\n${lines.join("\r\n")}\r\n`;
	},
	close: (postings) => {
		const sum = total(postings);
		const amount = formatDecimal({ minor: Math.abs(sum), currency: "EUR" }).replace(".", ",");
		return `:62F:${sum < 0 ? "D" : "C"}261031EUR${amount}\r\n-\r\n`;
	},
};

function camtEntry({ minor, day, name, iban, bic, text, endToEndId }: SamplePosting): string {
	const role = minor < 0 ? "Cdtr" : "Dbtr";
	const own = minor < 0 ? "Dbtr" : "Cdtr";
	const reference = `${day.replaceAll("-", "")}${Math.abs(minor)}000`;
	return `<Ntry>${amountOf(minor)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${minor < 0 ? "ICDT" : "RCDT"}</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+166+9310</Cd><Issr>DK</Issr></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId><Prtry><Tp>FI-UMSATZ-ID</Tp><Ref>${day}-09-${reference}</Ref></Prtry></Refs>${amountOf(minor)}<RltdPties><${role}><Pty><Nm>${name}</Nm></Pty></${role}><${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct><${own}><Pty><Nm>Muster Handels GmbH</Nm></Pty></${own}><${own}Acct><Id><IBAN>${OWN}</IBAN></Id></${own}Acct></RltdPties><RltdAgts><${role}Agt><FinInstnId><BICFI>${bic}</BICFI></FinInstnId></${role}Agt></RltdAgts><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>GUTSCHR. UEBERWEISUNG</AddtlNtryInf></Ntry>`;
}

function balance(type: string, minor: number): string {
	return `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp>${amountOf(minor)}<Dt><Dt>2026-10-31</Dt></Dt></Bal>`;
}

function amountOf(minor: number): string {
	const amount = formatDecimal({ minor: Math.abs(minor), currency: "EUR" });
	return `<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${minor < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;
}

/** Every element on a line of its own, by depth from that of a statement. */
function indent(xml: string): string {
	let depth = 2;
	return xml.replace(/<\/\w+>|<\w+[^>]*>(?:[^<]*<\/\w+>)?/g, (element) => {
		const closes = element.startsWith("</");
		if (closes) depth--;
		const line = `\n${"  ".repeat(depth)}${element}`;
		if (!closes && !element.includes("</")) depth++;
		return line;
	});
}

function total(postings: readonly SamplePosting[]): number {
	return postings.reduce((sum, { minor }) => sum + minor, 0);
}

function subFields(text: string): string[] {
	return text.match(/.{1,27}/g) ?? [];
}
