/** A posting as the double's bank keeps it. */
export interface KeptPosting {
	readonly day: string;
	/** Cents, signed. */
	readonly minor: number;
	readonly name: string;
	readonly text: string;
	/** The bank's own reference. */
	readonly reference: string;
	readonly pending?: boolean;
}

export interface PrintedAccount {
	readonly iban: string;
	readonly number: string;
	readonly bankCode: string;
}

const euros = (minor: number, point: string) => (Math.abs(minor) / 100).toFixed(2).replace(".", point);
const short = (day: string) => day.slice(2).replaceAll("-", "");

/** One MT940 statement of a day. */
export function mt940(account: PrintedAccount, day: string, postings: readonly KeptPosting[]): Buffer {
	const total = postings.reduce((sum, { minor }) => sum + minor, 0);
	const sign = (minor: number) => (minor < 0 ? "D" : "C");
	const lines = [
		"",
		":20:STARTUMS",
		`:25:${account.bankCode}/${account.number}`,
		":28C:0",
		`:60F:C${short(day)}EUR0,00`,
		...postings.flatMap((posting) => [
			`:61:${short(day)}${day.slice(5).replace("-", "")}${sign(posting.minor)}R${euros(posting.minor, ",")}NTRFNONREF//${posting.reference}`,
			// An empty ?31, as banks write it for their own charges: lib-fints' parser throws here.
			`:86:166?00GUTSCHRIFT?109310?20SVWZ+${posting.text}?30GENODEF1?31?32${posting.name}`,
		]),
		`:62F:${sign(total)}${short(day)}EUR${euros(total, ",")}`,
		"-",
		"",
	];
	return Buffer.from(lines.join("\r\n"), "latin1");
}

/** The pending ones as MT942. */
export function mt942(account: PrintedAccount, day: string, postings: readonly KeptPosting[]): Buffer {
	const lines = [
		"",
		":20:STARTDISPE",
		`:25:${account.bankCode}/${account.number}`,
		":28C:0",
		":34F:EURC0,",
		`:13D:${short(day)}0800+0100`,
		...postings.flatMap((posting) => [
			`:61:${short(day)}${day.slice(5).replace("-", "")}CR${euros(posting.minor, ",")}NTRFNONREF`,
			`:86:166?00GUTSCHRIFT?20${posting.text}?32${posting.name}`,
		]),
		"-",
		"",
	];
	return Buffer.from(lines.join("\r\n"), "latin1");
}

/** A camt.052.001.08 of a day, as banks put it into HICAZ. */
export function camt052(
	account: PrintedAccount,
	day: string,
	postings: readonly KeptPosting[],
	encoding: "UTF-8" | "ISO-8859-1",
): Buffer {
	const entries = postings.map(
		({ minor, name, text, reference, pending }) => `<Ntry><Amt Ccy="EUR">${euros(minor, ".")}</Amt>
<CdtDbtInd>${minor < 0 ? "DBIT" : "CRDT"}</CdtDbtInd><Sts><Cd>${pending ? "PDNG" : "BOOK"}</Cd></Sts>
<BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef><BkTxCd/>
<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
	);
	const xml = `<?xml version="1.0" encoding="${encoding}"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"><BkToCstmrAcctRpt>
<GrpHdr><MsgId>${day}</MsgId><CreDtTm>${day}T20:00:00</CreDtTm></GrpHdr>
<Rpt><Id>${day}</Id><CreDtTm>${day}T20:00:00</CreDtTm><Acct><Id><IBAN>${account.iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${entries.join("\n")}
</Rpt></BkToCstmrAcctRpt></Document>`;
	return Buffer.from(xml, encoding === "UTF-8" ? "utf8" : "latin1");
}
