import type { Text } from "@kontor/connector";
import { FeedError, type FeedFault } from "../feed.ts";

/** What a bank says to a message or an order: FinTS 3.0, Rückmeldungscodes. 0 to 999 done, 3000 warnings, 9000 errors. */
export interface Answer {
	readonly code: number;
	readonly text: string;
	readonly params?: readonly string[];
}

/** Beginning of errors. */
const ERROR = 9000;

/** The access is locked; this one also comes as a warning beside a success. */
const LOCKED_FOR_NOW = 3938;

interface Rule {
	readonly fault: FeedFault;
	readonly codes: readonly number[];
	/** Codes that every bank uses in its own way are judged by their words. */
	readonly words?: RegExp;
}

/** The first rule that fits decides. Locked before refused: another try would not help, and a wrong PIN often comes along. */
const RULES: readonly Rule[] = [
	{ fault: "locked", codes: [LOCKED_FOR_NOW] },
	{ fault: "locked", codes: [9340, 9910, 9930, 9931, 9942], words: /sperr|locked|blocked/i },
	{ fault: "bad-credentials", codes: [9340, 9910, 9931, 9942] },
	{ fault: "locked", codes: [9930] },
	{ fault: "bad-credentials", codes: [9078] },
	{ fault: "needs-merchant", codes: [9075, 9941, 9943, 9951, 9953, 9955, 9956, 9957] },
	{ fault: "rate-limited", codes: [], words: /zu viele (abfragen|anfragen|aufrufe|zugriffe)|zu häufig|too many/i },
	{
		fault: "unavailable",
		codes: [],
		words: /wartung|derzeit nicht|zurzeit nicht|vorübergehend|später (noch|wieder|erneut)/i,
	},
];

const TEXTS: Record<FeedFault, Text> = {
	"bad-credentials": {
		de: "Die Bank hat Zugangsdaten oder PIN abgelehnt. Kontor versucht es damit nicht noch einmal, damit der Zugang nicht gesperrt wird. Bitte Benutzerkennung und PIN prüfen.",
		en: "The bank refused the credentials or the PIN. Kontor does not try them again, so that the access is not locked. Please check user id and PIN.",
	},
	locked: {
		de: "Die Bank hat den Zugang gesperrt. Bitte im Onlinebanking oder bei der Bank entsperren und dann neu verbinden.",
		en: "The bank has locked the access. Please unlock it in online banking or at the bank, then connect again.",
	},
	"needs-merchant": {
		de: "Die Bank verlangt eine Freigabe. Bitte den Abruf selbst starten und freigeben.",
		en: "The bank wants an approval. Please start the fetch yourself and approve it.",
	},
	"consent-ended": {
		de: "Die Zustimmung zum Kontozugriff ist abgelaufen. Bitte erneuern.",
		en: "The consent to read the account has ended. Please renew it.",
	},
	"rate-limited": {
		de: "Die Bank lässt gerade keine weiteren Abrufe zu. Kontor versucht es später noch einmal.",
		en: "The bank allows no further fetches right now. Kontor tries again later.",
	},
	unavailable: {
		de: "Die Bank ist gerade nicht erreichbar. Kontor versucht es später noch einmal.",
		en: "The bank cannot be reached right now. Kontor tries again later.",
	},
	"unexpected-reply": {
		de: "Die Bank hat anders geantwortet, als es FinTS vorsieht.",
		en: "The bank answered differently from what FinTS provides for.",
	},
};

/** A fault with its usual words for the merchant, unless others say it better. */
export function fault(
	kind: FeedFault,
	message: string,
	details: { readonly forMerchant?: Text; readonly cause?: unknown } = {},
): FeedError {
	return new FeedError(kind, message, { forMerchant: details.forMerchant ?? TEXTS[kind], cause: details.cause });
}

/** The fault that the bank's answers amount to; undefined if it did what it was asked. The merchant reads the bank's own words. */
export function refusal(answers: readonly Answer[]): FeedError | undefined {
	const bad = answers.filter(({ code }) => code >= ERROR || code === LOCKED_FOR_NOW);
	if (bad.length === 0) return undefined;
	const rule = RULES.find(({ codes, words }) =>
		bad.some(({ code, text }) => (codes.length === 0 || codes.includes(code)) && (words?.test(text) ?? true)),
	);
	const kind = rule?.fault ?? "unexpected-reply";
	const message = `the bank answered ${bad.map(({ code }) => String(code).padStart(4, "0")).join(", ")}`;
	const said = [...new Set(bad.map(({ text }) => text.trim()))].filter((text) => text !== "").join(" ");
	if (said === "") return fault(kind, message);
	const { de, en } = TEXTS[kind];
	return fault(kind, message, {
		forMerchant: { de: `${de} Die Bank schreibt: „${said}“`, en: `${en} The bank writes: “${said}”` },
	});
}

/** Whether the user's sign-in itself was refused: then nothing may be sent for him again, not even the end of the dialog. */
export function endsAccess(error: unknown): boolean {
	return error instanceof FeedError && (error.fault === "bad-credentials" || error.fault === "locked");
}

/** Makes a `FeedError` of whatever was thrown while working with the bank. */
export function asFeedError(error: unknown): FeedError {
	if (error instanceof FeedError) return error;
	if (error instanceof Error && error.name === "AbortError") return fault("unavailable", "stopped from outside");
	return fault("unexpected-reply", error instanceof Error ? error.message : "lib-fints failed", { cause: error });
}
