import type { TransactionCode } from "../../src/index.ts";
import { amountXml, type CamtVersion, element, indicatorXml, textXml } from "./camt-elements.ts";
import { agentsXml, partiesXml } from "./camt-parties.ts";
import type { PrintedEntry, PrintedPosting } from "./printed.ts";

/** `Ntry`. A single payment stands in the only `TxDtls`, a batch in one each. */
export function entryXml(entry: PrintedEntry, account: string, version: CamtVersion): string {
	const { amount, bookingDay, valueDay, reversal, status, details } = entry;
	const state = { booked: "BOOK", pending: "PDNG", info: "INFO" }[status];
	const isBatch = details.length > 0;
	const batch = isBatch
		? element("Btch", textXml("PmtInfId", entry.customerReference), element("NbOfTxs", String(details.length)))
		: "";
	const payments = isBatch
		? details.map((detail) => detailXml(detail, account, version, true))
		: [detailXml(entry, account, version, false)];
	const inside = [batch, ...payments];
	return element(
		"Ntry",
		amountXml("Amt", amount),
		indicatorXml(amount.minor),
		element("RvslInd", String(reversal)),
		element("Sts", version < 7 ? state : element("Cd", state)),
		element("BookgDt", element("Dt", bookingDay)),
		element("ValDt", textXml("Dt", valueDay)),
		textXml("AcctSvcrRef", entry.bankReference),
		codeXml(entry.transactionCode),
		// .01 knows no wrapper around the payments.
		...(version === 1 ? inside : [element("NtryDtls", ...inside)]),
		textXml("AddtlNtryInf", entry.bookingText),
	);
}

function detailXml(posting: PrintedPosting, account: string, version: CamtVersion, inBatch: boolean): string {
	const { amount, originalAmount, remittance, references, returnReason } = posting;
	const references_ = references.map((one) => element("Strd", element("CdtrRefInf", textXml("Ref", one))));
	// Without text the references are the remittance.
	const isText = remittance !== "" && remittance !== references.join("\n");
	const texts = isText ? remittance.split("\n").map((line) => textXml("Ustrd", line)) : [];
	const reason = version === 1 ? "RtrRsn" : "Rsn";
	return element(
		"TxDtls",
		referencesXml(posting, inBatch),
		...(inBatch && version >= 4 ? [amountXml("Amt", amount), indicatorXml(amount.minor)] : []),
		element(
			"AmtDtls",
			element("InstdAmt", amountXml("Amt", originalAmount), rateXml(posting)),
			element("TxAmt", inBatch && version < 4 ? amountXml("Amt", amount) : ""),
		),
		inBatch ? codeXml(posting.transactionCode) : "",
		chargesXml(posting, version),
		partiesXml(posting, account, version),
		agentsXml(posting, version),
		element("RmtInf", ...texts, ...references_, element("Strd", textXml("AddtlRmtInf", posting.additionalRemittance))),
		element("RtrInf", element(reason, textXml("Cd", returnReason))),
		inBatch ? textXml("AddtlTxInf", posting.bookingText) : "",
	);
}

function rateXml({ exchangeRate, originalAmount, amount }: PrintedPosting): string {
	if (exchangeRate === undefined || originalAmount === undefined) return "";
	const [from, to] = [originalAmount.currency, amount.currency];
	return element("CcyXchg", element("SrcCcy", from), element("TrgtCcy", to), element("XchgRate", exchangeRate));
}

function referencesXml(posting: PrintedPosting, inBatch: boolean): string {
	const unique = posting.uniqueId === undefined ? "" : element("Tp", "FI-UMSATZ-ID") + textXml("Ref", posting.uniqueId);
	return element(
		"Refs",
		inBatch ? textXml("AcctSvcrRef", posting.bankReference) : "",
		textXml("PmtInfId", posting.customerReference),
		textXml("EndToEndId", posting.endToEndId ?? "NOTPROVIDED"),
		textXml("TxId", posting.transactionId),
		textXml("MndtId", posting.mandateId),
		element("Prtry", unique),
	);
}

function codeXml({ domain, gvc, swift, proprietary }: TransactionCode): string {
	const [code, family, sub] = (domain ?? "").split("-");
	const german = gvc === undefined ? undefined : [swift, gvc].filter(Boolean).join("+");
	const issuer = german === undefined ? "" : element("Issr", "DK");
	return element(
		"BkTxCd",
		element("Domn", textXml("Cd", code), element("Fmly", textXml("Cd", family), textXml("SubFmlyCd", sub))),
		element("Prtry", textXml("Cd", german ?? proprietary), issuer),
	);
}

/** Up to .03 each `Chrgs` is one charge; since .04 it holds records. */
function chargesXml({ charges }: PrintedPosting, version: CamtVersion): string {
	const single = charges.map((charge) => amountXml("Amt", charge) + indicatorXml(-charge.minor));
	if (version < 4) return single.map((one) => element("Chrgs", one)).join("");
	return element("Chrgs", ...single.map((one) => element("Rcrd", one)));
}
