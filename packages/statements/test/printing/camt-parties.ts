import { type CamtVersion, element, textXml } from "./camt-elements.ts";
import type { PrintedPosting } from "./printed.ts";

/** Who paid is the debtor; a return keeps the roles of the payment that comes back. */
function counterpartyIsDebtor({ amount, returnReason, transactionCode }: PrintedPosting): boolean {
	const returned = returnReason !== undefined || /-(RRTN|UPDD|RPCR)$/.test(transactionCode.domain ?? "");
	return amount.minor >= 0 !== returned;
}

/** Debtor and creditor: the counterparty, and the account's owner by his account. */
export function partiesXml(posting: PrintedPosting, account: string, version: CamtVersion): string {
	const { counterparty, creditorId } = posting;
	const isDebtor = counterpartyIsDebtor(posting);
	const party = (name: string | undefined, id: string) => {
		const content = textXml("Nm", name) + id;
		return version < 8 ? content : element("Pty", content);
	};
	const identified = element("Id", element("PrvtId", element("Othr", textXml("Id", creditorId))));
	const other = element("Othr", textXml("Id", counterparty.account));
	const theirs = element("Id", textXml("IBAN", counterparty.iban), version === 1 ? proprietary(other) : other);
	const own = element("Id", element("IBAN", account));
	const ultimate = party(counterparty.ultimateName, "");
	return element(
		"RltdPties",
		element("Dbtr", isDebtor ? party(counterparty.name, "") : ""),
		element("DbtrAcct", isDebtor ? theirs : own),
		element("UltmtDbtr", isDebtor ? ultimate : ""),
		element("Cdtr", isDebtor ? party(undefined, identified) : party(counterparty.name, identified)),
		element("CdtrAcct", isDebtor ? own : theirs),
		element("UltmtCdtr", isDebtor ? "" : ultimate),
	);
}

function proprietary(other: string): string {
	return other.replaceAll("Othr>", "PrtryAcct>");
}

export function agentsXml(posting: PrintedPosting, version: CamtVersion): string {
	const { bic, bankCode } = posting.counterparty;
	const code = element("ClrSysMmbId", textXml("MmbId", bankCode));
	const institution = element("FinInstnId", textXml(version < 3 ? "BIC" : "BICFI", bic), code);
	return element("RltdAgts", element(counterpartyIsDebtor(posting) ? "DbtrAgt" : "CdtrAgt", institution));
}
