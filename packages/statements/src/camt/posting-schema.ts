import { type Children, group, type Node } from "./node.ts";
import { newPosting, type PostingTexts, type RawCharge, type RawParty, type RawPosting } from "./raw.ts";

/** The first text wins: what follows repeats it, or belongs to an alternative. */
function text(field: keyof PostingTexts): Node {
	return {
		text: ({ posting }, found) => {
			posting[field] ??= found;
		},
	};
}

function amount(field: keyof PostingTexts, currency: keyof PostingTexts): Node {
	return {
		...text(field),
		currency: ({ posting }, found) => {
			posting[currency] ??= found;
		},
	};
}

type PartyOf = (posting: RawPosting) => RawParty;

function partyText(of: PartyOf, field: keyof RawParty): Node {
	return {
		text: ({ posting }, found) => {
			of(posting)[field] ??= found;
		},
	};
}

function party(of: PartyOf): Node {
	const identifier = group({ Othr: group({ Id: partyText(of, "identifier") }) });
	const direct = { Nm: partyText(of, "name"), Id: group({ PrvtId: identifier, OrgId: identifier }) };
	// Since .08 wrapped in Pty; an institution stands in Agt.
	return group({ ...direct, Pty: group(direct), Agt: group({ FinInstnId: group({ Nm: partyText(of, "name") }) }) });
}

function partyAccount(of: PartyOf): Node {
	const other = group({ Id: partyText(of, "account") });
	return group({ Id: group({ IBAN: partyText(of, "iban"), Othr: other, PrtryAcct: other }) });
}

function agent(of: PartyOf): Node {
	const bic = partyText(of, "bic");
	return group({
		FinInstnId: group({ BIC: bic, BICFI: bic, ClrSysMmbId: group({ MmbId: partyText(of, "bankCode") }) }),
	});
}

const PARTIES = group({
	Dbtr: party((posting) => posting.debtor),
	Cdtr: party((posting) => posting.creditor),
	UltmtDbtr: party((posting) => posting.ultimateDebtor),
	UltmtCdtr: party((posting) => posting.ultimateCreditor),
	DbtrAcct: partyAccount((posting) => posting.debtor),
	CdtrAcct: partyAccount((posting) => posting.creditor),
});

const AGENTS = group({ DbtrAgt: agent((posting) => posting.debtor), CdtrAgt: agent((posting) => posting.creditor) });

const BANK_TRANSACTION_CODE = group({
	Domn: group({ Cd: text("domain"), Fmly: group({ Cd: text("family"), SubFmlyCd: text("subFamily") }) }),
	Prtry: group({ Cd: text("proprietaryCode"), Issr: text("codeIssuer") }),
});

const EXCHANGE = group({ XchgRate: text("exchangeRate") });

const AMOUNTS = group({
	InstdAmt: group({ Amt: amount("instructed", "instructedCurrency"), CcyXchg: EXCHANGE }),
	TxAmt: group({ Amt: amount("transferred", "transferredCurrency"), CcyXchg: EXCHANGE }),
	CntrValAmt: group({ CcyXchg: EXCHANGE }),
});

function chargeText(field: Exclude<keyof RawCharge, "isTotal">): Node {
	return {
		text: ({ charge }, found) => {
			charge[field] ??= found;
		},
	};
}

function openCharge(isTotal: boolean): Required<Pick<Node, "open">> {
	return {
		open: (work) => {
			work.charge = { isTotal };
			work.posting.charges.push(work.charge);
		},
	};
}

const chargeAmount: Node = {
	...chargeText("amount"),
	currency: (work, found) => {
		work.charge.currency ??= found;
	},
};

/** Up to .03 each `Chrgs` is one charge; since .04 it holds a total and single records. */
const CHARGES = group(
	{
		Amt: chargeAmount,
		CdtDbtInd: chargeText("indicator"),
		TtlChrgsAndTaxAmt: { ...chargeAmount, ...openCharge(true), close: openCharge(false).open },
		Rcrd: group({ Amt: chargeAmount, CdtDbtInd: chargeText("indicator") }, openCharge(false)),
	},
	openCharge(false),
);

const returnCode = text("returnCode");
const returnCodes = { Cd: returnCode, Prtry: returnCode };

const RETURN = group(
	{
		Rsn: group(returnCodes),
		RtrRsn: group(returnCodes),
		AddtlInf: {
			text: ({ posting }, found) => {
				posting.returnText = posting.returnText === undefined ? found : `${posting.returnText} ${found}`;
			},
		},
	},
	{
		open: ({ posting }) => {
			posting.returned = true;
		},
	},
);

function proprietary(field: "type" | "reference"): Node {
	return {
		text: ({ posting }, found) => {
			const reference = posting.proprietaryReferences.at(-1);
			if (reference) reference[field] ??= found;
		},
	};
}

const REFERENCES = group({
	AcctSvcrRef: text("bankReference"),
	EndToEndId: text("endToEndId"),
	MndtId: text("mandateId"),
	TxId: text("transactionId"),
	UETR: text("uetr"),
	MsgId: text("messageId"),
	PmtInfId: text("paymentInfoId"),
	Prtry: group(
		{ Tp: proprietary("type"), Ref: proprietary("reference") },
		{
			open: ({ posting }) => {
				posting.proprietaryReferences.push({});
			},
		},
	),
});

function list(field: "unstructured" | "additional" | "references"): Node {
	return {
		text: ({ posting }, found) => {
			posting[field].push(found);
		},
	};
}

const REMITTANCE = group({
	Ustrd: list("unstructured"),
	Strd: group({
		CdtrRefInf: group({ Ref: list("references"), CdtrRef: list("references") }),
		RfrdDocInf: group({ Nb: list("references") }),
		AddtlRmtInf: list("additional"),
	}),
});

/** What may stand at the entry, at its detail, or at both. */
export const OF_POSTING: Children = {
	Amt: amount("amount", "currency"),
	CdtDbtInd: text("indicator"),
	AmtDtls: AMOUNTS,
	BkTxCd: BANK_TRANSACTION_CODE,
	Chrgs: CHARGES,
	RltdPties: PARTIES,
	RltdAgts: AGENTS,
	RmtInf: REMITTANCE,
	RtrInf: RETURN,
	AddtlTxInf: text("information"),
	AddtlNtryInf: text("information"),
};

export const DETAIL: Node = group(
	{ ...OF_POSTING, Refs: REFERENCES },
	{
		open: (work) => {
			work.posting = newPosting();
			work.entry.details.push(work.posting);
		},
		close: (work) => {
			work.posting = work.entry;
		},
	},
);
