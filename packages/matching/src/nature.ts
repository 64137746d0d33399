import { foldName, foldWords } from "./fold-name.ts";
import type { GuardName } from "./guard-names.ts";
import type { Ignores } from "./ignore.ts";
import type { MatchPosting } from "./posting.ts";

/** Why a posting is not a customer's payment, with the words or the code that say so. */
export interface NotAPayment {
	readonly guard: Extract<GuardName, "outgoing" | "returned" | "ignored" | "payout" | "noPayment">;
	readonly matched: string;
}

/**
 * German transaction codes (GVC) and ISO families of what came back: returned collections 108 to 110, returned
 * transfers 159 and 160, reversed collections 193 and 199; RRTN and UPDD in ISO 20022.
 */
const RETURN_GVC = new Set(["108", "109", "110", "159", "160", "193", "199"]);
const RETURN_ISO = /PMNT-[A-Z]{4}-(?:RRTN|UPDD|RPCR|PRDD)/;
/** Banks without codes say it in words, transliterated or not. */
const RETURN_WORDS = new RegExp(
	[
		"r(?:ue|ü|u)ck(?:lastschrift|(?:ue|ü|u)berweisung|belastung|buchung|l(?:ae|ä|a)ufer|ruf|gabe (?:ihrer|einer|der) )",
		"lastschriftr(?:ue|ü|u)ckgabe|unanbringlich|(?:nicht|un)\\s?zustellbar|nicht ausf(?:ue|ü|u)hrbar|zur(?:ue|ü|u)ckgewiesen",
		"(?:ue|ü|u)berweisung\\W+(?:retoure|r(?:ue|ü|u)ckgabe|zur(?:ue|ü|u)ck)|retour(?:e|en)?\\W+(?:sepa|(?:ue|ü|u)berweisung)",
		"empf(?:ae|ä|a)nger unbekannt|iban (?:fehlerhaft|ung(?:ue|ü|u)ltig|falsch)|kont(?:o|en) (?:erloschen|aufgel(?:oe|ö|o)st|geschlossen)",
		"return(?:ed)? (?:of )?(?:payment|transfer|direct debit|funds)|payment returned|chargeback|reversal|storno der (?:ue|ü|u)berweisung",
	].join("|"),
	"i",
);
/** Reason codes of ISO 20022 (external code sets) as banks write them into the text. */
const RETURN_CODE =
	/(?<![A-Z0-9])(?:AC0[1346]|AC1[345]|AG0[12]|AM0[1-59]|BE0[1457]|FOCR|CUST|DUPL|MD0[1267]|MS0[23]|RC01|RR0[1-4]|SL01|TECH|TM01)(?![A-Z0-9])/;

/** Salaries, pensions, savings (153 to 155, 157, 161, 162), our own collections (171, 174, 192, 196), and all bank business (8xx). */
const OTHER_GVC = /^(?:15[3457]|16[12]|171|174|192|196|8\d\d)$/;
const OTHER_ISO = /PMNT-(?:RCDT|RRCT)-SALA|ACMT-|CAMT-|PMNT-IDDT-ESDD/;
const OTHER_WORDS = new Set(
	foldWords(
		"Storno Stornierung Erstattung Rückerstattung Rückzahlung Rückvergütung Bonus Provision Gehalt Lohn Miete Kaltmiete Warmmiete Steuererstattung Zinsen Habenzinsen Abschluss Kontoführung Umbuchung Übertrag",
	),
);

/**
 * Payers that pass on money of many customers: payment providers, marketplaces, carriers. What they pay is split only by
 * their own settlement data. Folded words; all of one entry must stand in the payer's name.
 */
const PAYOUT_PAYERS = (
	"paypal,wallee,worldline,datatrans,saferpay,six payment,twint,payrexx,billie,mondu,stripe,klarna,adyen,mollie,sumup,zettle,izettle,payone,unzer,concardis,nexi,computop,wirecard,billpay,ratepay,riverty," +
	"heidelpay,paymill,secupay,novalnet,braintree,worldpay,elavon,evo payments,vr payment,telecash,first data,american express," +
	"shopify,amazon payments,amazon eu,amazon services,ebay,etsy,otto payments,otto market,kaufland marketplace,zalando payments," +
	"real digital,check24,hood media,rakuten,galeria marktplatz,deutsche post,dhl,dpd,gls germany,gls parcel,hermes germany,ups,gocardless,paydirekt,easycredit"
)
	.split(",")
	.map((entry) => foldWords(entry));
const PAYOUTS_BY_FIRST_WORD = Map.groupBy(PAYOUT_PAYERS, ([first = ""]) => first);

/** Who names it so pays out what others paid him. */
const PAYOUT_WORDS =
	/(?<!\p{L})(?:PP\.\d{4}\.PP|payout|settlement|disbursement|(?:sammel)?auszahlung|sammel(?:gutschrift|(?:ue|ü|u)berweisung)|\d+ zahlungen|h(?:ae|ä|a)ndlerabrechnung)(?!\p{L})/iu;

/** Null for what may be a customer's payment (PRODUCT D3). Looks at the posting alone, never at orders. */
export function notAPayment(
	posting: MatchPosting,
	ignores: Ignores,
	active: (guard: GuardName) => boolean,
): NotAPayment | null {
	const returned = active("returned") ? returnedBy(posting) : null;
	if (returned !== null) return { guard: "returned", matched: returned };
	if (active("outgoing") && posting.amount.minor <= 0) return { guard: "outgoing", matched: "" };
	const ignored = active("ignored") ? ignores(posting) : null;
	if (ignored !== null) return { guard: "ignored", matched: ignored };
	const payout = active("payout") ? payoutPayer(posting) : null;
	if (payout !== null) return { guard: "payout", matched: payout };
	const other = active("noPayment") ? otherBusiness(posting) : null;
	return other === null ? null : { guard: "noPayment", matched: other };
}

function returnedBy({ returnReason, transactionCode, remittance: text = "" }: MatchPosting): string | null {
	if (returnReason !== undefined && returnReason !== "") return returnReason;
	const code = transactionCode ?? "";
	const gvc = gvcOf(code);
	if (gvc !== null && RETURN_GVC.has(gvc)) return gvc;
	return RETURN_ISO.exec(code)?.[0] ?? RETURN_WORDS.exec(text)?.[0] ?? RETURN_CODE.exec(text)?.[0] ?? null;
}

function payoutPayer({ counterparty, remittance = "" }: MatchPosting): string | null {
	const name = counterparty?.name ?? "";
	const words = foldWords(name);
	const isPayout = words.some((first) =>
		PAYOUTS_BY_FIRST_WORD.get(first)?.some((entry) => entry.every((word) => words.includes(word))),
	);
	if (isPayout) return name;
	return PAYOUT_WORDS.exec(remittance)?.[0] ?? null;
}

function otherBusiness({ transactionCode, remittance, amount }: MatchPosting): string | null {
	const code = transactionCode ?? "";
	const gvc = gvcOf(code);
	if (gvc !== null && OTHER_GVC.test(gvc)) return gvc;
	const iso = OTHER_ISO.exec(code)?.[0];
	if (iso !== undefined) return iso;
	return amount.minor === 0 ? "0" : (foldName(remittance ?? "").find((word) => OTHER_WORDS.has(word)) ?? null);
}

/** The three digits of a GVC, alone or inside "NTRF+166+9070". */
function gvcOf(code: string): string | null {
	return /(?<!\d)\d{3}(?!\d)/.exec(code)?.[0] ?? null;
}
