import { randomUUID } from "node:crypto";
import type { Instant } from "@kontor/connector";
import * as z from "zod";
import type { Aggregator, AggregatorCalls, ConsentState } from "../aggregator/aggregator.ts";
import { aggregatorFeed } from "../aggregator/aggregator-feed.ts";
import { type FeedAccount, FeedError } from "../feed.ts";
import * as answers from "./answers.ts";
import type { GoCardlessClient, GoCardlessKeys, SharedToken } from "./gocardless-client.ts";

/** As PSD2 allows at most. */
const MOST_CONSENT_DAYS = 180;
const HISTORY_DAYS = 90;

/**
 * GoCardless Bank Account Data (formerly Nordigen). It takes no new customers; the operator has to have keys.
 * Banks may allow as few as four requests a day and account.
 */
export function gocardlessFeed(keys: GoCardlessKeys): ReturnType<typeof aggregatorFeed> {
	return aggregatorFeed(gocardless(keys));
}

function gocardless(keys: GoCardlessKeys): Aggregator {
	const shared: SharedToken = { value: null };
	return {
		id: "gocardless",
		title: { de: "Online-Banking über GoCardless (PSD2)", en: "Online banking by GoCardless (PSD2)" },
		fetchesPerDay: 4,
		async calls(run) {
			// With its axios: loaded when somebody uses it.
			const { GoCardlessClient } = await import("./gocardless-client.ts");
			return callsOf(new GoCardlessClient(keys, shared, run));
		},
	};
}

function callsOf(client: GoCardlessClient): AggregatorCalls {
	return {
		async prepareConsent({ bank, returnUrl }) {
			const { history, consent } = read(answers.Institution, await client.institution.getInstitutionById(bank));
			const agreement = read(
				answers.Agreement,
				await client.agreement.createAgreement({
					institutionId: bank,
					maxHistoricalDays: Math.min(history ?? HISTORY_DAYS, HISTORY_DAYS),
					accessValidForDays: Math.min(consent ?? HISTORY_DAYS, MOST_CONSENT_DAYS),
				}),
			);
			const requisition = await client.requisition.createRequisition({
				redirectUrl: returnUrl,
				institutionId: bank,
				agreement: agreement.id,
				reference: randomUUID(),
			});
			const { id, link } = read(answers.Requisition, requisition);
			return { id, url: link };
		},
		consent: (id) => consentOf(client, id),
		account: (id) => accountOf(client, id),
		transactions: (id, since) =>
			client.bytesOf({
				endpoint: `accounts/${encodeURIComponent(id)}/transactions/`,
				parameters: { date_from: since },
			}),
		async banks(country) {
			const found = await client.institution.getInstitutions({ country: encodeURIComponent(country) });
			return read(answers.Institutions, found).map(({ id, name, bic }) => ({ id, name, bic }));
		},
	};
}

/** CR, GC, UA, SA, GA: on the way; LN: linked; RJ, EX, SU, ER, ID: comes to nothing, or did. */
async function consentOf(client: GoCardlessClient, id: string): Promise<ConsentState> {
	const found = await client.requisition.getRequisitionById(id).catch(whereGone);
	if (found === null) return { state: "over" };
	const { status, accounts, agreement } = read(answers.Requisition, found);
	if (["CR", "GC", "UA", "SA", "GA"].includes(status)) return { state: "open" };
	if (status !== "LN" || agreement === undefined) return { state: "over" };
	const { accepted, access_valid_for_days: days } = read(
		answers.Agreement,
		await client.agreement.getAgreementById(agreement),
	);
	if (accepted === null) return { state: "open" };
	return { state: "given", accountIds: accounts, endsAt: after(accepted, days) };
}

/** They delete what was never used. */
function whereGone(error: unknown): null {
	if (error instanceof FeedError && error.fault === "consent-ended") return null;
	throw error;
}

/** The bank itself is asked for the currency, and may be asked rarely; the rest is known without. */
async function accountOf(client: GoCardlessClient, id: string): Promise<FeedAccount> {
	const account = client.account(encodeURIComponent(id));
	const known = read(answers.Account, await account.getMetadata());
	const { account: details } = read(answers.AccountDetails, await account.getDetails().catch(withoutDetails));
	return {
		id,
		iban: known.iban ?? details.iban,
		currency: details.currency,
		ownerName: details.ownerName ?? known.owner_name,
		name: details.displayName ?? details.name ?? details.product ?? known.name,
	};
}

function withoutDetails(error: unknown): unknown {
	if (error instanceof FeedError && ["rate-limited", "unavailable"].includes(error.fault)) return { account: {} };
	throw error;
}

function after(day: string, days: number): Instant {
	return new Date(new Date(day).getTime() + days * 24 * 60 * 60 * 1000).toISOString();
}

/** @throws FeedError where the answer has not what their description promises */
function read<T extends z.ZodType>(schema: T, answer: unknown): z.infer<T> {
	const parsed = schema.safeParse(answer);
	if (parsed.success) return parsed.data;
	throw new FeedError("unexpected-reply", `an answer lacks ${z.prettifyError(parsed.error)}`, {
		forMerchant: {
			de: "Der Kontodienst hat etwas Unerwartetes geantwortet.",
			en: "The account service answered something unexpected.",
		},
	});
}
