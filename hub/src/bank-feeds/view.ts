import { BankAccess, type BankFeed } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import type { AnyFeed } from "./feeds.ts";
import {
	accountsOf,
	isRunning,
	NextStep,
	Problem,
	type StoredAccess,
	type StoredAccessAccount,
	StoredChallenge,
	unseal,
} from "./stored-access.ts";

/** As the merchant sees them: nothing secret by construction, since each field is named. */
export async function viewsOf(
	hub: Hub,
	tx: MerchantTransaction,
	accesses: readonly StoredAccess[],
): Promise<BankAccess[]> {
	const accounts = await accountsOf(
		tx,
		accesses.map(({ id }) => id),
	);
	return accesses.map((access) =>
		viewWith(
			hub,
			tx.now,
			access,
			accounts.filter(({ accessId }) => accessId === access.id),
		),
	);
}

export async function viewOf(hub: Hub, tx: MerchantTransaction, access: StoredAccess): Promise<BankAccess> {
	return viewWith(hub, tx.now, access, await accountsOf(tx, [access.id]));
}

function viewWith(
	hub: Hub,
	now: Date,
	access: StoredAccess,
	accounts: readonly StoredAccessAccount[],
): z.infer<typeof BankAccess> {
	const nextStep = access.nextStep === null ? null : NextStep.parse(access.nextStep);
	return BankAccess.parse({
		id: access.id,
		feed: access.feed,
		name: access.name,
		config: access.config,
		state: access.state,
		running: access.dueAt !== null && (access.dueAt <= now || isRunning(access, now)),
		nextStep: nextStep === null ? null : { ...nextStep, letter: access.letter !== null },
		challenge: challengeOf(hub, access),
		problem: access.problem === null ? null : Problem.parse(access.problem),
		consentEndsAt: access.consentEndsAt?.toISOString() ?? null,
		lastSuccessAt: access.lastSuccessAt?.toISOString() ?? null,
		nextRunAt: isRunning(access, now) ? now.toISOString() : (access.dueAt?.toISOString() ?? null),
		accounts: accounts.map(({ feedAccount, iban, currency, ownerName, name, accountId, fetchedAt }) => ({
			feedAccount,
			iban,
			currency,
			ownerName,
			name,
			account: accountId,
			fetchedAt: fetchedAt?.toISOString() ?? null,
		})),
	});
}

/** Answered already: nothing is asked any more. */
function challengeOf(hub: Hub, access: StoredAccess): BankAccess["challenge"] {
	if (access.challengeId === null || access.challenge === null || access.answer !== null) return null;
	return { id: access.challengeId, ...StoredChallenge.parse(unseal(hub, access, "challenge")) };
}

export function feedView(feed: AnyFeed): BankFeed {
	const { id, title, config, secrets, fetchesPerDay } = feed.manifest;
	const form = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" }) as Record<string, unknown>;
	return {
		id,
		title,
		config: form(config),
		secrets: form(secrets),
		fetchesPerDay,
		listsBanks: feed.banks !== undefined,
	};
}
