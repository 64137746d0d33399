import { foldName, foldWords } from "./fold-name.ts";
import type { GuardName } from "./guard-names.ts";
import { gvcOf, onceForEachCode } from "./gvc.ts";
import type { Ignores } from "./ignore.ts";
import { payoutOf } from "./payouts.ts";
import type { MatchPosting } from "./posting.ts";
import type { ReadPosting } from "./read-posting.ts";
import { PieceFilter } from "./reading/piece-filter.ts";
import { returnedBy } from "./returned.ts";

/** Why a posting is not a customer's payment, with the words or the code that say so. */
export interface NotAPayment {
	readonly guard: Extract<GuardName, "outgoing" | "returned" | "ignored" | "payout" | "noPayment">;
	readonly matched: string;
}

/** Salaries, pensions, savings (153 to 155, 157, 161, 162), our own collections (171, 174, 192, 196), and all bank business (8xx). */
const OTHER_GVC = /^(?:15[3457]|16[12]|171|174|192|196|8\d\d)$/;
const OTHER_ISO = /PMNT-(?:RCDT|RRCT)-SALA|ACMT-|CAMT-|PMNT-IDDT-ESDD/;
const WORDS =
	"Storno Stornierung Erstattung Rückerstattung Rückzahlung Rückvergütung Retourengutschrift Guthaben Bonus Provision " +
	"Gehalt Lohn Miete Kaltmiete Warmmiete Steuererstattung Zinsen Habenzinsen Abschluss Kontoführung Umbuchung Übertrag";
const OTHER_WORDS = new Set(foldWords(WORDS));
/** Those with an umlaut for which the bank wrote another character, mostly a dot. */
const WITHOUT_UMLAUT = new RegExp(
	`(?<!\\p{L})(?:${WORDS.split(" ")
		.filter((word) => /[äöü]/i.test(word))
		.map((word) => word.replace(/[äöü]/gi, "[.?*_\ufffd]"))
		.join("|")})(?!\\p{L})`,
	"iu",
);

/**
 * Everything that says in a text that it is no payment, here, in `returned.ts` and in `payouts.ts`, holds one of these: words of
 * returns, their codes, words of payouts, those above. An "e" after a, o or u may stand in the last ones.
 */
const PIECES = (
	"ruck ueck etou etur zust ausf ausg nanb nbek iban kont stor harg efun reve " +
	"ac00 ag00 am00 be00 md00 ms00 rc00 rr00 sl00 tm00 focr cust dupl tech " +
	"pp00 payo ettl disb szah hrif unge rabr " +
	"stoe rsta thab thae boen bonu visi geha lohn loeh miet zins bsch ntof ntoe mbuc mbue ertr " +
	"rckl rckb rckg rcke rckv rckr rckw rckz"
).split(" ");
const MAY_SAY_SO = new PieceFilter(PIECES);

/** Null for what may be a customer's payment (PRODUCT D3). Looks at the posting alone, never at orders. */
export function notAPayment(
	{ posting, payer }: Pick<ReadPosting, "posting" | "payer">,
	ignores: Ignores,
	active: (guard: GuardName) => boolean,
): NotAPayment | null {
	const { remittance = "" } = posting;
	// Of most texts nothing more is asked.
	const text = MAY_SAY_SO.mayHold(remittance) ? remittance : "";
	const returned = active("returned") ? returnedBy(posting, text) : null;
	if (returned !== null) return { guard: "returned", matched: returned };
	if (active("outgoing") && posting.amount.minor <= 0) return { guard: "outgoing", matched: "" };
	const ignored = active("ignored") ? ignores(posting) : null;
	if (ignored !== null) return { guard: "ignored", matched: ignored };
	const payout = active("payout") ? payoutOf(payer, text) : null;
	if (payout !== null) return { guard: "payout", matched: payout };
	const other = active("noPayment") ? otherBusiness(posting, text) : null;
	return other === null ? null : { guard: "noPayment", matched: other };
}

function otherBusiness({ transactionCode, amount }: MatchPosting, text: string): string | null {
	const said = transactionCode === undefined ? null : otherByCode(transactionCode);
	if (said !== null) return said;
	if (amount.minor === 0) return "0";
	if (text === "") return null;
	const word = foldName(text).find((one) => OTHER_WORDS.has(one) || isCredit(one));
	return word ?? WITHOUT_UMLAUT.exec(text)?.[0] ?? null;
}

const otherByCode = onceForEachCode((code) => {
	const gvc = gvcOf(code);
	return gvc !== null && OTHER_GVC.test(gvc) ? gvc : (OTHER_ISO.exec(code)?.[0] ?? null);
});

/** "Pfandgutschrift", "Bonusgutschrift"; not the kinds of credit transfer. */
function isCredit(word: string): boolean {
	return (
		word.endsWith("gutschrift") &&
		!/^(?:|sepa|sofort|echtzeit|instant|eil|online|zahlungs?|uberweisungs?|dauerauftrags?|euro|bank|konto)gutschrift$/.test(
			word,
		)
	);
}
