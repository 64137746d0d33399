/** What a bank booked, as the tests say it; written down as MT940 or camt as a German bank does. */
export interface Booked {
	/** "2026-11-03" */
	readonly day: string;
	/** Signed, in cents. */
	readonly minor: number;
	readonly name: string;
	readonly iban?: string;
	readonly text: string;
	readonly endToEndId?: string;
	/** camt: AcctSvcrRef. */
	readonly reference?: string;
	/** camt: the payments of a batch. */
	readonly payments?: readonly Omit<Booked, "day" | "payments">[];
}

export interface StatementText {
	readonly account?: string;
	readonly number?: string;
	/** Opening balance in cents. */
	readonly opening?: number;
	/** Days of its balances; left out: of its first and last booking. */
	readonly from?: string;
	readonly to?: string;
}

export const OWN_IBAN = "DE89370400440532013000";

const encoder = new TextEncoder();

/** One MT940 statement. */
export function mt940(
	booked: readonly Booked[],
	{ account = "37040044/0532013000", number = "1/1", opening = 100_000, from, to }: StatementText = {},
): Uint8Array<ArrayBuffer> {
	const [first, last] = [from ?? booked[0]?.day ?? "2026-11-01", to ?? booked.at(-1)?.day ?? "2026-11-01"];
	const closing = booked.reduce((sum, { minor }) => sum + minor, opening);
	const lines = [
		":20:STARTUMS",
		`:25:${account}EUR`,
		`:28C:${number}`,
		`:60F:${balance(opening, first)}`,
		...booked.flatMap(linesOf),
		`:62F:${balance(closing, last)}`,
		"-",
		"",
	];
	return encoder.encode(lines.join("\r\n"));
}

function linesOf({ day, minor, name, iban = "DE02120300000000202051", text, endToEndId }: Booked): string[] {
	const purpose = [...(endToEndId === undefined ? [] : [`EREF+${endToEndId}`]), `SVWZ+${text}`];
	const fields = purpose.flatMap((part) => part.match(/.{1,27}/g) ?? []).map((part, index) => `?${20 + index}${part}`);
	const sign = minor < 0 ? "D" : "C";
	const code = minor < 0 ? "177" : "166";
	const narrative = `:86:${code}?00GUTSCHR. UEBERWEISUNG?109310${fields.join("")}?30BYLADEM1001?31${iban}?32${name.slice(0, 27)}`;
	const [first = "", ...rest] = narrative.match(/.{1,65}/g) ?? [];
	return [`:61:${short(day)}${short(day).slice(2)}${sign}R${decimal(minor, ",")}NTRFNONREF`, first, ...rest];
}

function balance(minor: number, day: string): string {
	return `${minor < 0 ? "D" : "C"}${short(day)}EUR${decimal(minor, ",")}`;
}

export interface CamtText extends StatementText {
	readonly kind?: "camt.052" | "camt.053" | "camt.054";
	/** Without balances, as reports and notifications often come. */
	readonly balances?: boolean;
	readonly pending?: boolean;
}

/** One camt statement, report or notification of version 08. */
export function camt(booked: readonly Booked[], given: CamtText = {}): Uint8Array<ArrayBuffer> {
	const { account = OWN_IBAN, number = "1", opening = 100_000, kind = "camt.053" } = given;
	const { balances = kind === "camt.053", pending = false } = given;
	const [message, element] = {
		"camt.052": ["BkToCstmrAcctRpt", "Rpt"],
		"camt.053": ["BkToCstmrStmt", "Stmt"],
		"camt.054": ["BkToCstmrDbtCdtNtfctn", "Ntfctn"],
	}[kind] as [string, string];
	const first = given.from ?? booked[0]?.day ?? "2026-11-01";
	const last = given.to ?? booked.at(-1)?.day ?? "2026-11-01";
	const closing = booked.reduce((sum, { minor }) => sum + minor, opening);
	const bal = (code: string, minor: number, day: string) =>
		`<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amountOf(minor)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
	const id = `${element}-${number}`;
	return encoder.encode(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${kind}.001.08"><${message}>
<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${last}T20:00:00+01:00</CreDtTm></GrpHdr>
<${element}><Id>${id}</Id><ElctrncSeqNb>${number}</ElctrncSeqNb><CreDtTm>${last}T20:00:00+01:00</CreDtTm>
<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balances ? bal("OPBD", opening, first) + bal("CLBD", closing, last) : ""}
${booked.map((entry) => entryOf(entry, pending)).join("\n")}
</${element}></${message}></Document>`);
}

function entryOf(booked: Booked, pending: boolean): string {
	const { day, minor, reference, payments } = booked;
	const details = (payments ?? [booked]).map(detailOf).join("");
	return `<Ntry>${amountOf(minor)}<Sts><Cd>${pending ? "PDNG" : "BOOK"}</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>
${reference === undefined ? "" : `<AcctSvcrRef>${reference}</AcctSvcrRef>`}
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+166+9310</Cd><Issr>DK</Issr></Prtry></BkTxCd>
<NtryDtls>${details}</NtryDtls></Ntry>`;
}

function detailOf({ minor, name, iban = "DE02120300000000202051", text, endToEndId }: Omit<Booked, "day">): string {
	return `<TxDtls><Refs><EndToEndId>${endToEndId ?? "NOTPROVIDED"}</EndToEndId></Refs>${amountOf(minor)}
<RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${iban}</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;
}

function amountOf(minor: number): string {
	return `<Amt Ccy="EUR">${decimal(minor, ".")}</Amt><CdtDbtInd>${minor < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;
}

function decimal(minor: number, point: string): string {
	return `${Math.trunc(Math.abs(minor) / 100)}${point}${String(Math.abs(minor) % 100).padStart(2, "0")}`;
}

/** What a Sparkasse gives out as CSV-CAMT; it names the account in every row. */
export function csv(booked: readonly Booked[], { account = OWN_IBAN }: StatementText = {}): Uint8Array<ArrayBuffer> {
	const german = (day: string) => `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(2, 4)}`;
	const rows = booked.map(({ day, minor, name, iban = "DE02120300000000202051", text, endToEndId = "" }) => {
		const first = [account, german(day), german(day), "GUTSCHR. UEBERWEISUNG", text, "", "", endToEndId, "", "", ""];
		const amount = `${minor < 0 ? "-" : ""}${decimal(minor, ",")}`;
		return [...first, name, iban, "BYLADEM1001", amount, "EUR", "Umsatz gebucht"].map((cell) => `"${cell}"`).join(";");
	});
	return encoder.encode(`${[CSV_HEADER, ...rows].join("\r\n")}\r\n`);
}

const CSV_HEADER = `
"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";
"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";
"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"
`.replaceAll("\n", "");

/** "261103" */
function short(day: string): string {
	return day.slice(2).replaceAll("-", "");
}
