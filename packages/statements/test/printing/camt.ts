import { amountXml, type CamtVersion, element, indicatorXml } from "./camt-elements.ts";
import { entryXml } from "./camt-entry.ts";
import { type Encoding, encoded } from "./encoded.ts";
import { closingOf, type PrintedStatement } from "./printed.ts";

export interface CamtLayout {
	readonly message: "camt.052" | "camt.053" | "camt.054";
	readonly version: CamtVersion;
	/** Of every element, with its colon: "ns2:". Empty for the default namespace. */
	readonly prefix: string;
	/** What stands between elements: nothing, or a line break and blanks. */
	readonly indent: string;
	readonly encoding: Exclude<Encoding, "cp850">;
}

/** The statements as one camt message, as far as its version can say it (carries.ts). */
export function printCamt(statements: readonly PrintedStatement[], layout: CamtLayout): Uint8Array {
	const { message, prefix, indent } = layout;
	const [root, part] = ELEMENTS[message];
	const version = `${message}.001.${String(layout.version).padStart(2, "0")}`;
	const header = element("GrpHdr", element("MsgId", "MSG-1"), element("CreDtTm", CREATED));
	const body = element(
		root,
		header,
		...statements.map((statement, at) => statementXml(statement, part, at + 1, layout)),
	);
	const namespace = `xmlns${prefix === "" ? "" : `:${prefix.slice(0, -1)}`}="urn:iso:std:iso:20022:tech:xsd:${version}"`;
	// Texts are escaped: every "<" begins a tag.
	const document = `<Document ${namespace}>${body}</Document>`
		.replaceAll("><", `>${indent}<`)
		.replace(/<(\/?)(?=[A-Z])/g, `<$1${prefix}`);
	return encoded(`<?xml version="1.0" encoding="${DECLARED[layout.encoding]}"?>${document}`, layout.encoding);
}

const CREATED = "2026-11-30T20:15:00+01:00";

const ELEMENTS = {
	"camt.052": ["BkToCstmrAcctRpt", "Rpt"],
	"camt.053": ["BkToCstmrStmt", "Stmt"],
	"camt.054": ["BkToCstmrDbtCdtNtfctn", "Ntfctn"],
} as const;

const DECLARED: Readonly<Record<CamtLayout["encoding"], string>> = {
	"utf-8": "UTF-8",
	"utf-8-bom": "UTF-8",
	"windows-1252": "windows-1252",
	"iso-8859-1": "ISO-8859-1",
	"utf-16le": "UTF-16",
	"utf-16be": "UTF-16",
};

function statementXml(statement: PrintedStatement, part: string, number: number, layout: CamtLayout): string {
	const { account, currency, opening, entries } = statement;
	// A notification of single bookings knows no balances.
	const balances =
		layout.message === "camt.054" ? [] : [balanceXml("OPBD", opening), balanceXml("CLBD", closingOf(statement))];
	return element(
		part,
		element("Id", `STMT-${number}`),
		element("ElctrncSeqNb", String(number)),
		element("CreDtTm", CREATED),
		element("Acct", element("Id", element("IBAN", account)), element("Ccy", currency)),
		...balances,
		...entries.map((entry) => entryXml(entry, account, layout.version)),
	);
}

function balanceXml(type: string, { amount, day }: PrintedStatement["opening"]): string {
	const code = element("Tp", element("CdOrPrtry", element("Cd", type)));
	return element("Bal", code, amountXml("Amt", amount), indicatorXml(amount.minor), element("Dt", element("Dt", day)));
}
