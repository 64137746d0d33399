import { formatDecimal } from "@kontor/connector";
import { plainIban } from "../payment/account.ts";
import { plainReference } from "../payment/creditor-reference.ts";
import { type Checked, checked } from "../problem.ts";
import { transferProblems } from "./check-transfers.ts";
import type { CreditTransfers, SepaAddress, Transfer, TransferBatch } from "./credit-transfers.ts";
import { type SepaCharset, sepaText } from "./sepa-text.ts";
import { type Node, xmlOf } from "./xml.ts";

/** `.09` is what banks take since November 2026; `.03` only where a bank still asks for it. */
export type PainVersion = "pain.001.001.09" | "pain.001.001.03";

interface Writing {
	readonly version: PainVersion;
	readonly charset: SepaCharset;
}

/**
 * The SEPA credit transfer file (ISO 20022 customer credit transfer initiation). The same transfers give the same bytes; amounts
 * are added as integers. Names, texts and addresses are written in the character set; ids never are, they are refused instead.
 */
export function painFile(file: CreditTransfers, version: PainVersion = "pain.001.001.09"): Checked<string> {
	return checked(transferProblems(file), () => {
		const writing = { version, charset: file.charset ?? "basic" } as const;
		const payments = file.batches.flatMap((batch) => batch.payments);
		const header: Node = [
			"GrpHdr",
			[
				["MsgId", file.messageId],
				["CreDtTm", file.createdAt],
				...totals(payments),
				["InitgPty", [["Nm", sepaText(file.initiator, writing.charset)]]],
			],
		];
		const batches = file.batches.map((batch) => batchNode(batch, writing));
		const document: Node = [
			"Document",
			[["CstmrCdtTrfInitn", [header, ...batches]]],
			{ xmlns: `urn:iso:std:iso:20022:tech:xsd:${version}` },
		];
		return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf(document)}`;
	});
}

function totals(payments: readonly Transfer[]): readonly [Node, Node] {
	const minor = payments.reduce((sum, { amount }) => sum + amount.minor, 0);
	return [
		["NbOfTxs", String(payments.length)],
		["CtrlSum", formatDecimal({ minor, currency: "EUR" })],
	];
}

function batchNode(batch: TransferBatch, writing: Writing): Node {
	const { debtor, payments, day } = batch;
	const instant: Node | undefined = batch.instant ? ["LclInstrm", [["Cd", "INST"]]] : undefined;
	return [
		"PmtInf",
		[
			["PmtInfId", batch.id],
			["PmtMtd", "TRF"],
			["BtchBookg", String(batch.oneBooking ?? false)],
			...totals(payments),
			["PmtTpInf", [["SvcLvl", [["Cd", "SEPA"]]], instant]],
			["ReqdExctnDt", writing.version === "pain.001.001.03" ? day : [["Dt", day]]],
			["Dbtr", partyContent(debtor, writing)],
			["DbtrAcct", accountContent(debtor.iban)],
			["DbtrAgt", agentContent(debtor.bic, writing) ?? [["FinInstnId", [["Othr", [["Id", "NOTPROVIDED"]]]]]]],
			["ChrgBr", "SLEV"],
			...payments.map((payment) => paymentNode(payment, writing)),
		],
	];
}

function paymentNode({ endToEndId, amount, payee, ...rest }: Transfer, writing: Writing): Node {
	const agent = agentContent(payee.bic, writing);
	return [
		"CdtTrfTxInf",
		[
			["PmtId", [["EndToEndId", endToEndId]]],
			["Amt", [["InstdAmt", formatDecimal(amount), { Ccy: "EUR" }]]],
			agent === undefined ? undefined : ["CdtrAgt", agent],
			["Cdtr", partyContent(payee, writing)],
			["CdtrAcct", accountContent(payee.iban)],
			rest.purpose === undefined ? undefined : ["Purp", [["Cd", rest.purpose]]],
			remittanceNode(rest, writing),
		],
	];
}

function remittanceNode(
	{ text, reference }: Pick<Transfer, "text" | "reference">,
	{ charset }: Writing,
): Node | undefined {
	if (text !== undefined) return ["RmtInf", [["Ustrd", sepaText(text, charset)]]];
	if (reference === undefined) return undefined;
	const kind: Node = ["Tp", [["CdOrPrtry", [["Cd", "SCOR"]]]]];
	return ["RmtInf", [["Strd", [["CdtrRefInf", [kind, ["Ref", plainReference(reference)]]]]]]];
}

function partyContent({ name, address }: Transfer["payee"], writing: Writing): readonly (Node | undefined)[] {
	return [
		["Nm", sepaText(name, writing.charset)],
		address === undefined ? undefined : ["PstlAdr", addressContent(address, writing)],
	];
}

function addressContent(address: SepaAddress, { charset }: Writing): readonly (Node | undefined)[] {
	const part = (name: string, text: string | undefined): Node | undefined =>
		text === undefined ? undefined : [name, sepaText(text, charset)];
	return [
		part("StrtNm", address.street),
		part("BldgNb", address.houseNumber),
		part("PstCd", address.postcode),
		part("TwnNm", address.town),
		["Ctry", address.country],
		...(address.lines ?? []).map((line): Node => ["AdrLine", sepaText(line, charset)]),
	];
}

function accountContent(iban: string): readonly Node[] {
	return [["Id", [["IBAN", plainIban(iban)]]]];
}

function agentContent(bic: string | undefined, { version }: Writing): readonly Node[] | undefined {
	if (bic === undefined) return undefined;
	return [["FinInstnId", [[version === "pain.001.001.03" ? "BIC" : "BICFI", bic]]]];
}
