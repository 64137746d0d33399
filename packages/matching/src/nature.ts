import { foldPayer, foldWords } from "./fold-name.ts";
import type { GuardName } from "./guard-names.ts";
import { gvcOf } from "./gvc.ts";
import type { Ignores } from "./ignore.ts";
import { payoutOf } from "./payouts.ts";
import type { MatchPosting } from "./posting.ts";
import { returnedBy } from "./returned.ts";

/** Why a posting is not a customer's payment, with the words or the code that say so. */
export interface NotAPayment {
	readonly guard: Extract<GuardName, "outgoing" | "returned" | "ignored" | "payout" | "noPayment">;
	readonly matched: string;
}

/** Salaries, pensions, savings (153 to 155, 157, 161, 162), our own collections (171, 174, 192, 196), and all bank business (8xx). */
const OTHER_GVC = /^(?:15[3457]|16[12]|171|174|192|196|8\d\d)$/;
const OTHER_ISO = /PMNT-(?:RCDT|RRCT)-SALA|ACMT-|CAMT-|PMNT-IDDT-ESDD/;
const OTHER_WORDS = new Set(
	foldWords(
		"Storno Stornierung Erstattung Rückerstattung Rückzahlung Rückvergütung Retourengutschrift Guthaben Bonus Provision " +
			"Gehalt Lohn Miete Kaltmiete Warmmiete Steuererstattung Zinsen Habenzinsen Abschluss Kontoführung Umbuchung Übertrag",
	),
);

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
	const payout = active("payout") ? payoutOf(posting) : null;
	if (payout !== null) return { guard: "payout", matched: payout };
	const other = active("noPayment") ? otherBusiness(posting) : null;
	return other === null ? null : { guard: "noPayment", matched: other };
}

function otherBusiness({ transactionCode, remittance, amount }: MatchPosting): string | null {
	const code = transactionCode ?? "";
	const gvc = gvcOf(code);
	if (gvc !== null && OTHER_GVC.test(gvc)) return gvc;
	const iso = OTHER_ISO.exec(code)?.[0];
	if (iso !== undefined) return iso;
	if (amount.minor === 0) return "0";
	return foldPayer(remittance ?? "").find((word) => OTHER_WORDS.has(word) || isCredit(word)) ?? null;
}

/** "Pfandgutschrift", "Bonusgutschrift"; not the kinds of credit transfer. */
function isCredit(word: string): boolean {
	return (
		word.endsWith("gutschrift") &&
		!/^(?:|sepa|sofort|echtzeit|instant|eil|online|zahlungs?|uberweisungs?|dauerauftrags?|euro|bank|konto)gutschrift$/.test(
			word,
		)
	);
}
