import type { Text } from "@kontor/connector";
import * as z from "zod";
import { ENDED } from "../aggregator/aggregator-feed.ts";
import { FeedError, type FeedFault } from "../feed.ts";

/** The message of the error for a token that is not valid any more. */
export const TOKEN_REFUSED = "the access token is refused";

/** Of errors in general; those of single fields have another shape. */
const ErrorBody = z.object({ summary: z.string(), detail: z.string(), type: z.string() }).partial();

/** What they write where a limit of the bank is reached: seconds until it is lifted, first that of the bank, then their own. */
const RESET_HEADERS = [
	"http_x_ratelimit_account_success_reset",
	"x-ratelimit-account-success-reset",
	"http_x_ratelimit_reset",
	"x-ratelimit-reset",
	"retry-after",
];
const A_DAY_MS = 24 * 60 * 60 * 1000;

/** What an answer other than 2xx means; the body is read for their own names of errors, and repeated nowhere. */
export function faultOfAnswer(endpoint: string, status: number, headers: Headers, bytes: Uint8Array): FeedError {
	const body = errorBody(bytes);
	if (status === 401 && body.summary === "Invalid token") {
		return new FeedError("bad-credentials", TOKEN_REFUSED, { forMerchant: REFUSED });
	}
	const fault = faultOfStatus(endpoint, status, body);
	const said = `status ${status}${body.type === undefined ? "" : ` ${body.type}`}`;
	return new FeedError(fault, `the aggregator answered with ${said}`, {
		forMerchant: TEXTS[fault],
		...(fault === "rate-limited" && { retryAfterMs: resetOf(headers, body.detail ?? "") }),
	});
}

type Fault = Exclude<FeedFault, "needs-merchant" | "locked">;

/** Their names of errors that end a consent, by their documentation and API description (AccessExpiredError, ...). */
const ENDS_CONSENT =
	/AccessExpired|AccountInactive|AccountAccessForbidden|AccountSuspended|EUA|End User Agreement|suspended|expired|revoked/;

function faultOfStatus(endpoint: string, status: number, { type, summary, detail }: z.infer<typeof ErrorBody>): Fault {
	if (status === 429) return "rate-limited";
	if (status >= 500) return "unavailable";
	// Also accounts that are in a state in which they cannot be read (ERROR, EXPIRED, SUSPENDED, DELETED).
	if ((status === 404 || status === 409) && /^(accounts|requisitions)\//.test(endpoint)) return "consent-ended";
	if ((status === 401 || status === 403) && ENDS_CONSENT.test([type, summary, detail].join(" ")))
		return "consent-ended";
	// 402: the operator's plan is used up.
	if (status === 401 || status === 402 || status === 403) return "bad-credentials";
	return "unexpected-reply";
}

function errorBody(bytes: Uint8Array): z.infer<typeof ErrorBody> {
	try {
		return ErrorBody.catch({}).parse(JSON.parse(new TextDecoder().decode(bytes)));
	} catch {
		// A proxy in between answers in its own words.
		return {};
	}
}

/** In milliseconds; a day where nothing is said: the limit of banks is one of the day. */
function resetOf(headers: Headers, detail: string): number {
	const named = RESET_HEADERS.map((name) => headers.get(name)).find((value) => value !== null && /^\d+$/.test(value));
	const seconds = named ?? /try again in (\d+) second/.exec(detail)?.[1];
	return seconds === undefined ? A_DAY_MS : Math.min(Number(seconds) * 1_000, A_DAY_MS);
}

const REFUSED: Text = {
	de: "Der Kontodienst lehnt die Schlüssel dieser Kontor-Installation ab. Bitte wenden Sie sich an deren Betreiber.",
	en: "The account service refuses the keys of this Kontor installation. Please contact its operator.",
};

const TEXTS: Readonly<Record<Fault, Text>> = {
	"bad-credentials": REFUSED,
	"consent-ended": ENDED,
	"rate-limited": {
		de: "Ihre Bank erlaubt heute keine weiteren Abrufe. Kontor fragt wieder, sobald sie es erlaubt.",
		en: "Your bank allows no more requests today. Kontor will ask again as soon as it does.",
	},
	unavailable: {
		de: "Ihre Bank oder der Kontodienst ist gerade gestört. Kontor versucht es später wieder.",
		en: "Your bank or the account service has a disturbance. Kontor will try again later.",
	},
	"unexpected-reply": {
		de: "Der Kontodienst hat etwas Unerwartetes geantwortet. Bitte prüfen Sie die gewählte Bank.",
		en: "The account service answered something unexpected. Please check the chosen bank.",
	},
};
