import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sampleTrade } from "./sample-payment.ts";

const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** Writes one camt.053 with one statement of so many entries, spread over so many days, as a German bank writes it. */
export async function writeCamt(path: string, entries: number, days: number, iban: string): Promise<void> {
	await pipeline(Readable.from(textOf(entries, days, iban)), createWriteStream(path));
}

function* textOf(entries: number, days: number, iban: string): Generator<string> {
	const dayOf = (n: number) =>
		new Date(FIRST_DAY + Math.floor((n * days) / entries) * DAY_MS).toISOString().slice(0, 10);
	let closing = 0;
	for (let n = 0; n < entries; n++) closing += sampleTrade(n).payment.minor;
	yield `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>BENCH</MsgId><CreDtTm>2026-11-02T20:00:00+01:00</CreDtTm></GrpHdr>
<Stmt><Id>BENCH-${entries}</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-02T20:00:00+01:00</CreDtTm>
<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance("OPBD", 0, dayOf(0))}${balance("CLBD", closing, dayOf(entries - 1))}
`;
	for (let n = 0; n < entries; n++) yield entryOf(n, dayOf(n));
	yield "</Stmt></BkToCstmrStmt></Document>\n";
}

function entryOf(n: number, day: string): string {
	const { minor, name, iban, code, text } = sampleTrade(n).payment;
	const party = minor < 0 ? "Cdtr" : "Dbtr";
	return `<Ntry><NtryRef>${n + 1}</NtryRef>${amount(minor)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${day.replaceAll("-", "")}${String(n).padStart(10, "0")}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+${code}+9310</Cd><Issr>DK</Issr></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>E2E-${n}</EndToEndId></Refs>${amount(minor)}<RltdPties><${party}><Pty><Nm>${name}</Nm></Pty></${party}><${party}Acct><Id><IBAN>${iban}</IBAN></Id></${party}Acct></RltdPties><RltdAgts><${party}Agt><FinInstnId><BICFI>BYLADEM1001</BICFI></FinInstnId></${party}Agt></RltdAgts><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
`;
}

function balance(code: string, minor: number, day: string): string {
	return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(minor)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function amount(minor: number): string {
	return `<Amt Ccy="EUR">${(Math.abs(minor) / 100).toFixed(2)}</Amt><CdtDbtInd>${minor < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;
}
