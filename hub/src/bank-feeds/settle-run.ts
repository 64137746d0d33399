import { FEED_FAULTS, type FeedError, type SetUp } from "@kontor/bank-feeds";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import type { Claimed } from "./claim.ts";
import type { AnyFeed } from "./feeds.ts";
import type { Fetched } from "./fetched.ts";
import { showConsentEnd, storeAccounts } from "./found-accounts.ts";
import { causesOf, consentCause, silent, stopped } from "./notices.ts";
import { accessOf, accountsOf, seal } from "./stored-access.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** A set-up ended: it is ready and fetched from at once, or waits for something outside. */
export async function settleSetUp(
	hub: Hub,
	tx: MerchantTransaction,
	{ access }: Claimed,
	feed: AnyFeed,
	setUp: SetUp,
): Promise<void> {
	if (setUp.state === "waiting") {
		const { text, url = null, letter } = setUp;
		const sealed = letter === undefined ? null : seal(hub, access, "letter", Buffer.from(letter).toString("base64"));
		// While an old consent serves on, it is fetched by it.
		const ready = access.state === "ready";
		const next = ready ? nextFetch(tx.now, feed) : null;
		await end(tx, access.id, { state: ready ? "ready" : "waiting", wanted: "fetch", dueAt: next });
		await tx.execute(
			`UPDATE bank_accesses SET next_step = $3::jsonb, letter = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			access.id,
			JSON.stringify({ text, url }),
			sealed,
		);
		return;
	}
	await storeAccounts(tx, access.id, setUp.accounts);
	const endsAt = setUp.consentEndsAt === undefined ? null : new Date(setUp.consentEndsAt);
	await tx.execute(
		`UPDATE bank_accesses SET next_step = NULL, letter = NULL, consent_ends_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		access.id,
		endsAt,
	);
	await showConsentEnd(tx, access.id, endsAt);
	if (access.consentEndsAt !== null && access.consentEndsAt.getTime() !== endsAt?.getTime()) {
		await withdraw(tx, [consentCause(access.id, access.consentEndsAt)]);
	}
	const accounts = await accountsOf(tx, [access.id]);
	const reads = feed.manifest.deliversFiles === true || accounts.some(({ accountId }) => accountId !== null);
	await end(tx, access.id, { state: "ready", wanted: "fetch", dueAt: reads ? tx.now : null });
	await withdraw(tx, [causesOf(access.id).stopped]);
}

/** A fetch ended. What was not complete is fetched again from where it was. */
export async function settleFetch(
	tx: MerchantTransaction,
	{ access }: Claimed,
	feed: AnyFeed,
	{ whole, complete, limited, notices }: Fetched,
): Promise<void> {
	await tx.execute(
		`UPDATE bank_access_accounts SET fetched_at = $4 WHERE merchant_id = $1::uuid AND access_id = $2::uuid AND feed_account = ANY($3)`,
		tx.merchantId,
		access.id,
		complete,
		tx.now,
	);
	await tx.execute(
		`UPDATE accounts a SET fetched_at = $4 FROM bank_access_accounts b
		  WHERE b.merchant_id = $1::uuid AND b.access_id = $2::uuid AND b.feed_account = ANY($3)
		    AND a.merchant_id = b.merchant_id AND a.id = b.account_id`,
		tx.merchantId,
		access.id,
		complete,
		tx.now,
	);
	const causes = causesOf(access.id);
	const told = new Set(notices.map(({ causeKey }) => causeKey));
	await notify(tx, notices);
	const over = [causes.stopped, causes.silent, causes.unreadable, causes.unknown];
	await withdraw(
		tx,
		over.filter((cause) => !told.has(cause)),
	);
	const next = limited === null ? nextFetch(tx.now, feed) : later(tx.now, limited, 0);
	await end(tx, access.id, { state: "ready", wanted: "fetch", dueAt: next, success: whole });
	if (limited !== null) await keepProblem(tx, access.id, limited, 0);
}

/** By the table of faults: it waits for the merchant, and he is told once; or it is tried again, ever more rarely. */
export async function settleFault(tx: MerchantTransaction, claimed: Claimed, error: FeedError): Promise<void> {
	const access = await accessOf(tx, claimed.access.id);
	const { retry } = FEED_FAULTS[error.fault];
	const failures = access.failures + 1;
	if (retry === "later") {
		await end(tx, access.id, { state: access.state, wanted: access.wanted, dueAt: later(tx.now, error, failures) });
		const since = access.lastSuccessAt ?? access.createdAt;
		if (tx.now.getTime() - since.getTime() > DAY_MS) await notify(tx, [silent(access, error.forMerchant)]);
	} else {
		await end(tx, access.id, { state: "stopped", wanted: access.wanted, dueAt: null });
		await notify(tx, [stopped(access, error.forMerchant)]);
	}
	await keepProblem(tx, access.id, error, failures);
}

interface End {
	readonly state: string;
	readonly wanted: string;
	readonly dueAt: Date | null;
	/** All there was is stored. */
	readonly success?: boolean;
}

async function end(tx: MerchantTransaction, id: string, { state, wanted, dueAt, success = false }: End): Promise<void> {
	await tx.execute(
		`UPDATE bank_accesses
		    SET state = $3, wanted = $4, due_at = $5, lease = NULL, attempts = 0, failures = 0, problem = NULL,
		        challenge_id = NULL, challenge = NULL, answer = NULL,
		        last_success_at = CASE WHEN $6::boolean THEN $7 ELSE last_success_at END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		state,
		wanted,
		dueAt,
		success,
		tx.now,
	);
}

async function keepProblem(tx: MerchantTransaction, id: string, error: FeedError, failures: number): Promise<void> {
	await tx.execute(
		`UPDATE bank_accesses SET failures = $3, problem = $4::jsonb WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		failures,
		JSON.stringify({ fault: error.fault, text: error.forMerchant, at: tx.now.toISOString() }),
	);
}

/** As often as the bank allows without the merchant, spread over the day. */
function nextFetch(now: Date, { manifest }: Pick<AnyFeed, "manifest">): Date {
	return new Date(now.getTime() + DAY_MS / Math.max(1, manifest.fetchesPerDay));
}

/** When the bank says so, else after ever longer pauses: five minutes to six hours. */
function later(now: Date, { retryAfterMs }: FeedError, failures: number): Date {
	const pause = Math.min(5 * MINUTE_MS * 2 ** Math.max(0, failures - 1), 6 * 60 * MINUTE_MS);
	return new Date(now.getTime() + Math.max(retryAfterMs ?? 0, pause));
}
