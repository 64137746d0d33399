import { Instant } from "@kontor/connector";
import * as z from "zod";
import type { FeedAccount } from "../feed.ts";

/** From then on a set-up asks for a new consent while the old one still holds. */
const RENEWED_BEFORE_MS = 30 * 24 * 60 * 60 * 1000;

/** An account keeps its `id` for ever; what the aggregator calls it may change with every consent. */
const ConsentedAccount = z.object({
	id: z.string(),
	calledNow: z.string(),
	iban: z.string().optional(),
	currency: z.string().optional(),
	ownerName: z.string().optional(),
	name: z.string().optional(),
});
type ConsentedAccount = z.infer<typeof ConsentedAccount>;

const GivenConsent = z.object({
	id: z.string(),
	endsAt: Instant,
	/** The aggregator said so before its time. */
	over: z.boolean(),
	accounts: z.array(ConsentedAccount),
});
export type GivenConsent = z.infer<typeof GivenConsent>;

/** The consent that is read by, and the one that is asked for. */
const Consents = z.object({
	given: GivenConsent.nullable(),
	asked: z.object({ id: z.string(), url: z.string() }).nullable(),
});
export type Consents = z.infer<typeof Consents>;

export function consentsOf(memory: unknown): Consents {
	return memory === undefined ? { given: null, asked: null } : Consents.parse(memory);
}

export function holds(given: GivenConsent | null, now: Date): given is GivenConsent {
	return given !== null && !given.over && new Date(given.endsAt) > now;
}

/** Whether there is no need of a new consent yet. */
export function holdsLong(given: GivenConsent | null, now: Date): given is GivenConsent {
	return holds(given, new Date(now.getTime() + RENEWED_BEFORE_MS));
}

/** The accounts of a new consent: those known before keep their ids, by IBAN and currency (PRODUCT M10: no second account). */
export function renewed(before: readonly ConsentedAccount[], found: readonly FeedAccount[]): ConsentedAccount[] {
	const left = new Map(before.map((account) => [keyOf(account, account.calledNow), account] as const));
	return found.map((account) => {
		const known = left.get(keyOf(account, account.id)) ?? left.get(account.id);
		return { ...account, id: known?.id ?? account.id, calledNow: account.id };
	});
}

function keyOf({ iban, currency }: Pick<FeedAccount, "iban" | "currency">, otherwise: string): string {
	return iban === undefined ? otherwise : `${iban.replace(/\s/g, "")} ${currency ?? ""}`;
}

export function accountOf({ id, iban, currency, ownerName, name }: ConsentedAccount): FeedAccount {
	return { id, iban, currency, ownerName, name };
}
