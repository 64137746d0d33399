import { type Text, titled } from "@kontor/connector";
import * as z from "zod";
import { type Feed, type FeedAccount, type FeedContext, FeedError, type SetUp } from "../feed.ts";
import type { Aggregator, AggregatorCalls } from "./aggregator.ts";
import { accountOf, type Consents, consentsOf, type GivenConsent, holds, holdsLong, renewed } from "./consents.ts";

const Config = z.object({
	/** As the feed's list of banks names it. */
	bank: z
		.string()
		.min(1)
		.max(100)
		.meta(titled({ de: "Bank", en: "Bank" })),
	/** Where the bank's page sends the browser after the consent. */
	returnUrl: z
		.url()
		.max(1_000)
		.meta(titled({ de: "Adresse für die Rückkehr", en: "Return address" })),
});
type Config = z.infer<typeof Config>;

/** The access is the operator's; a merchant has only his consent. */
const Secrets = z.object({});
type Secrets = z.infer<typeof Secrets>;

type Context = FeedContext<Config, Secrets>;

/** The feed of an aggregator: consents are asked for, watched, and renewed in place (PRODUCT M10). */
export function aggregatorFeed(aggregator: Aggregator): Feed<Config, Secrets> {
	const { id, title, fetchesPerDay } = aggregator;
	return {
		manifest: { id, title, config: Config, secrets: Secrets, fetchesPerDay },
		setUp: async (context) => setUp(await aggregator.calls(context), context),
		async *fetch(context, account, since) {
			const bytes = await transactions(await aggregator.calls(context), context, account, since);
			yield { type: "transactions", bytes, name: `${id}, from ${since}` };
		},
		banks: async (run, country) => (await aggregator.calls(run)).banks(country),
	};
}

async function setUp(calls: AggregatorCalls, context: Context): Promise<SetUp> {
	const consents = consentsOf(context.memory);
	if (consents.asked !== null) {
		const found = await calls.consent(consents.asked.id);
		if (found.state === "open") return waiting(consents.asked.url);
		if (found.state === "given") {
			const accounts = await Promise.all(found.accountIds.map((account) => calls.account(account)));
			const given: GivenConsent = {
				id: consents.asked.id,
				endsAt: found.endsAt,
				over: false,
				accounts: renewed(consents.given?.accounts ?? [], accounts),
			};
			await context.remember({ given, asked: null } satisfies Consents);
			return ready(given);
		}
	} else if (holdsLong(consents.given, context.now())) return ready(consents.given);
	const { bank, returnUrl } = context.config;
	const asked = await calls.prepareConsent({ bank, returnUrl });
	await context.remember({ given: consents.given, asked } satisfies Consents);
	return waiting(asked.url);
}

async function transactions(
	calls: AggregatorCalls,
	context: Context,
	{ id }: FeedAccount,
	since: string,
): Promise<Uint8Array> {
	const consents = consentsOf(context.memory);
	const { given } = consents;
	if (!holds(given, context.now())) throw new FeedError("consent-ended", "no consent holds", { forMerchant: ENDED });
	const account = given.accounts.find((one) => one.id === id);
	if (account === undefined) {
		throw new FeedError("consent-ended", "the consent does not cover this account", { forMerchant: NOT_COVERED });
	}
	try {
		return await calls.transactions(account.calledNow, since);
	} catch (error) {
		// Withdrawn before its time: the next set-up must not take it for valid.
		if (error instanceof FeedError && error.fault === "consent-ended") {
			await context.remember({ ...consents, given: { ...given, over: true } } satisfies Consents);
		}
		throw error;
	}
}

function ready({ accounts, endsAt }: GivenConsent): SetUp {
	return { state: "ready", accounts: accounts.map(accountOf), consentEndsAt: endsAt };
}

function waiting(url: string): SetUp {
	return { state: "waiting", text: CONSENT, url };
}

const CONSENT: Text = {
	de: "Bitte stimmen Sie auf der Seite Ihrer Bank dem Abruf der Umsätze zu und kommen Sie dann hierher zurück.",
	en: "Please consent to the reading of transactions on your bank's page, then come back here.",
};

/** Also of what an aggregator says in other words. */
export const ENDED: Text = {
	de: "Die Zustimmung bei Ihrer Bank ist abgelaufen oder wurde zurückgezogen. Bitte erneuern Sie sie; Konten und Buchungen bleiben.",
	en: "The consent at your bank has ended or was withdrawn. Please renew it; accounts and postings stay.",
};

const NOT_COVERED: Text = {
	de: "Die Zustimmung bei Ihrer Bank umfasst dieses Konto nicht mehr. Bitte erneuern Sie sie und wählen Sie das Konto mit aus.",
	en: "The consent at your bank does not cover this account any more. Please renew it and choose the account as well.",
};
