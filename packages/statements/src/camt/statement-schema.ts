import { group, type Node } from "./node.ts";
import { DETAIL, OF_POSTING } from "./posting-schema.ts";
import { type EntryTexts, newEntry, type PostingTexts, type RawBalance, type StatementTexts } from "./raw.ts";

function entryText(field: keyof EntryTexts | keyof PostingTexts): Node {
	return {
		text: ({ entry }, found) => {
			entry[field] ??= found;
		},
	};
}

function balanceText(field: keyof RawBalance): Node {
	return {
		text: ({ balance }, found) => {
			balance[field] ??= found;
		},
	};
}

function statementText(field: keyof StatementTexts): Node {
	return {
		text: ({ statement }, found) => {
			statement[field] ??= found;
		},
	};
}

/** `Cd` or `Prtry`, or (up to .03, and against the schema later) directly as text. */
function code(text: Node): Node {
	const choice = { Cd: text, Prtry: text };
	return group({ ...choice, CdOrPrtry: group(choice) }, text);
}

/** `Dt` or `DtTm`, or against the schema directly as text. */
function date(text: Node): Node {
	return group({ Dt: text, DtTm: text }, text);
}

const BATCH = group({
	NbOfTxs: entryText("batchSize"),
	MsgId: entryText("messageId"),
	PmtInfId: entryText("paymentInfoId"),
});

/** The reader reports an entry when this node closes. */
export const ENTRY: Node = group(
	{
		...OF_POSTING,
		RvslInd: entryText("reversal"),
		Sts: code(entryText("status")),
		BookgDt: date(entryText("bookingDate")),
		ValDt: date(entryText("valueDate")),
		AcctSvcrRef: entryText("bankReference"),
		// .01 has batch and details directly below the entry.
		Btch: BATCH,
		TxDtls: DETAIL,
		NtryDtls: group({ Btch: BATCH, TxDtls: DETAIL }),
	},
	{
		open: (work) => {
			work.entry = newEntry();
			work.posting = work.entry;
		},
	},
);

const BALANCE = group(
	{
		Tp: code(balanceText("type")),
		Amt: {
			...balanceText("amount"),
			currency: ({ balance }, found) => {
				balance.currency ??= found;
			},
		},
		CdtDbtInd: balanceText("indicator"),
		Dt: date(balanceText("date")),
	},
	{
		open: (work) => {
			work.balance = {};
			work.statement.balances.push(work.balance);
		},
	},
);

const other = group({ Id: statementText("account") });
const owner = { Nm: statementText("ownerName") };

/** `Stmt`, `Rpt` and `Ntfctn` are one thing but for their name. */
export const STATEMENT: Node = group({
	Id: statementText("id"),
	ElctrncSeqNb: statementText("number"),
	LglSeqNb: statementText("legalNumber"),
	CreDtTm: statementText("created"),
	FrToDt: group({
		FrDt: statementText("from"),
		FrDtTm: statementText("from"),
		ToDt: statementText("to"),
		ToDtTm: statementText("to"),
	}),
	Acct: group({
		Id: group({ IBAN: statementText("iban"), Othr: other, PrtryAcct: other }),
		Ccy: statementText("currency"),
		Ownr: group({ ...owner, Pty: group(owner) }),
		Svcr: group({ FinInstnId: group({ BIC: statementText("bic"), BICFI: statementText("bic") }) }),
	}),
	Bal: BALANCE,
	Ntry: ENTRY,
});
