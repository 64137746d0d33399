import { foldWords } from "./fold-name.ts";
import { gvcOf, onceForEachCode } from "./gvc.ts";
import type { MatchPosting } from "./posting.ts";

/**
 * German transaction codes (GVC) and ISO families of what came back: returned collections 108 to 110, returned
 * transfers 159 and 160, reversed collections 193 and 199; RRTN and UPDD in ISO 20022.
 */
const RETURN_GVC = new Set(["108", "109", "110", "159", "160", "193", "199"]);
const RETURN_ISO = /PMNT-[A-Z]{4}-(?:RRTN|UPDD|RPCR|PRDD)/;

/**
 * Banks without codes say it in words. Looked for without blanks, hyphens and umlauts, since a wrap may stand anywhere; folded
 * as names are. Some banks write a dot for an umlaut, which leaves nothing of it.
 */
const RETURN_WORDS = new RegExp(
	[
		"ru?ck(?:lastschrift|u?berweis|belast|buchung|la?ufer|leitung|ruf(?:der|ihrer|einer|sepa|u?berw|$))",
		"lastschriftru?ckgabe|(?:sepa|u?berweisungs?|zahlungs?)(?:ru?ckgabe|retour)|ru?ckgabe(?:ihrer|einer|der|sepa|u?berw)",
		"retour(?:e|en)?(?:sepa|u?berw|gutschrift)|unanbringlich|unzustellbar|nicht(?:zustellbar|ausfu?hrbar|ausgefu?hrt)",
		"zuru?ckgewiesen|zuru?ckweisung|zuru?cku?berwiesen|stornoderu?berw",
		"empfa?ngerunbekannt|iban(?:fehlerhaft|ungu?ltig|falsch)|kont(?:o|en)(?:erloschen|aufgelo?st|geschlossen)",
		"return(?:ed)?(?:of)?(?:payment|transfer|directdebit|funds|ac\\d\\d)|paymentreturn|chargeback|refund|reversal",
	].join("|"),
);

/** Reason codes of ISO 20022 (external code sets) as banks write them into the text. */
const RETURN_CODE =
	/(?<![A-Z0-9])(?:AC0[1346]|AC1[345]|AG0[12]|AM0[1-59]|BE0[1457]|FOCR|CUST|DUPL|MD0[1267]|MS0[23]|RC01|RR0[1-4]|SL01|TECH|TM01)(?![A-Z0-9])/;

/**
 * The code or the words that say that a posting came back; null where none do.
 * @param text what may say so of its text; "" where nothing does.
 */
export function returnedBy({ returnReason, transactionCode }: MatchPosting, text: string): string | null {
	if (returnReason !== undefined && returnReason !== "") return returnReason;
	const said = transactionCode === undefined ? null : returnedByCode(transactionCode);
	if (said !== null || text === "") return said;
	return RETURN_CODE.exec(text)?.[0] ?? saidInWords(text);
}

const returnedByCode = onceForEachCode((code) => {
	const gvc = gvcOf(code);
	return gvc !== null && RETURN_GVC.has(gvc) ? gvc : (RETURN_ISO.exec(code)?.[0] ?? null);
});

function saidInWords(text: string): string | null {
	return RETURN_WORDS.exec(foldWords(text).join(""))?.[0] ?? null;
}
