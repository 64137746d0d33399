import type { Text } from "@kontor/connector";
import { FeedError, type FeedFault } from "../feed.ts";

/** Codes that are acted upon; all others are faults. Source: EBICS specification, annex 1. */
export const OK = "000000";
export const RECEIVED = "011000";
export const NOT_RECEIVED = "011001";
export const PARAMETERS_IGNORED = "031001";
export const NO_DATA = "090005";
export const WRONG_STATE = "091002";
export const BANK_KEYS_OUTDATED = "091008";

const NOT_ALLOWED: Text = {
	de: "Ihr EBICS-Teilnehmer darf das nicht. Bitten Sie Ihre Bank, die Auftragsart für ihn freizuschalten.",
	en: "Your EBICS user may not do this. Ask your bank to enable the order type for it.",
};
const NOT_OFFERED: Text = {
	de: "Ihre Bank bietet diesen Auftrag über EBICS nicht an. Wählen Sie ein anderes Auszugsformat, oder fragen Sie Ihre Bank.",
	en: "Your bank does not offer this order over EBICS. Choose another statement format, or ask your bank.",
};
const WRONG_ACCESS: Text = {
	de: "Ihre Bank kennt diesen EBICS-Zugang nicht. Prüfen Sie Host-ID, Kunden-ID und Teilnehmer-ID.",
	en: "Your bank does not know this EBICS access. Check host id, partner id and user id.",
};
const WRONG_KEYS: Text = {
	de: "Ihre Bank nimmt die Schlüssel dieses EBICS-Zugangs nicht an. Lassen Sie den Teilnehmer bei der Bank zurücksetzen und legen Sie den Zugang neu an.",
	en: "Your bank does not accept the keys of this EBICS access. Have the bank reset the user, then create the access again.",
};
const LOCKED: Text = {
	de: "Ihre Bank hat den EBICS-Teilnehmer gesperrt oder noch nicht freigeschaltet. Bitte fragen Sie dort nach.",
	en: "Your bank has locked the EBICS user or has not enabled it yet. Please ask there.",
};
const LATER: Text = {
	de: "Der EBICS-Server Ihrer Bank ist gerade nicht bereit. Wir versuchen es später noch einmal.",
	en: "The EBICS server of your bank is not ready at the moment. We will try again later.",
};
const OURS: Text = {
	de: "Ihre Bank hat unsere EBICS-Nachricht nicht verstanden. Wir prüfen das.",
	en: "Your bank did not understand our EBICS message. We are looking into it.",
};
const NEW_BANK_KEYS: Text = {
	de: "Ihre Bank hat neue EBICS-Schlüssel. Bestätigen Sie sie beim Bankzugang, indem Sie die Hashwerte vergleichen.",
	en: "Your bank has new EBICS keys. Confirm them at the bank access by comparing their hash values.",
};
const NOT_SIGNED: Text = {
	de: "Ihre Bank hat die Unterschrift des Zahlungsauftrags nicht angenommen.",
	en: "Your bank did not accept the signature of the payment order.",
};

const FAULTS: Readonly<Record<string, readonly [FeedFault, Text]>> = {
	"061001": ["bad-credentials", WRONG_KEYS],
	"061099": ["unavailable", LATER],
	"061101": ["unavailable", LATER],
	"090003": ["needs-merchant", NOT_ALLOWED],
	[WRONG_STATE]: ["locked", LOCKED],
	"091003": ["bad-credentials", WRONG_ACCESS],
	"091004": ["locked", LOCKED],
	"091005": ["needs-merchant", NOT_OFFERED],
	"091006": ["needs-merchant", NOT_OFFERED],
	"091007": ["needs-merchant", NOT_ALLOWED],
	[BANK_KEYS_OUTDATED]: ["needs-merchant", NEW_BANK_KEYS],
	"091011": ["bad-credentials", WRONG_ACCESS],
	"091101": ["unavailable", LATER],
	"091102": ["unavailable", LATER],
	// The next try has another nonce and another time.
	"091103": ["unavailable", LATER],
	"091119": ["rate-limited", LATER],
	"091120": ["bad-credentials", WRONG_ACCESS],
	"091219": ["bad-credentials", WRONG_KEYS],
	"091301": ["needs-merchant", NOT_SIGNED],
	"091302": ["needs-merchant", NOT_ALLOWED],
	"091303": ["needs-merchant", NOT_ALLOWED],
	"091304": ["bad-credentials", WRONG_ACCESS],
	"091305": ["locked", LOCKED],
};

/** A bank's report texts name nobody, but are not ours: letters, digits and signs of a sentence only, and not many. */
function harmless(reportText: string): string {
	return reportText.replace(/[^\w .,:()[\]-]/g, "").slice(0, 120);
}

/** The bank understood and said no. */
export class RefusedByBank extends FeedError {
	/** Six digits of EBICS. */
	readonly code: string;

	constructor(code: string, reportText: string) {
		const [fault, forMerchant] = FAULTS[code] ?? ["unexpected-reply", OURS];
		super(fault, `EBICS: ${code} ${harmless(reportText)}`, { forMerchant });
		this.code = code;
	}
}

/** Not allowed to this subscriber, or not offered by this bank: asking again changes nothing. */
export const NOT_FOR_US: ReadonlySet<string> = new Set(["090003", "091005", "091006"]);
