import { type FeedContext, FeedError } from "@kontor/bank-feeds";
import type { Hub } from "../hub.ts";
import { askMerchant } from "./ask-merchant.ts";
import type { Claimed } from "./claim.ts";
import { type AnyFeed, feedOf } from "./feeds.ts";
import { fetchFiles } from "./fetch-files.ts";
import { fetchPayloads } from "./fetch-payloads.ts";
import { asRun, keepLease, LeaseLost } from "./own-run.ts";
import { settleFault, settleFetch, settleSetUp } from "./settle-run.ts";
import { seal, unseal } from "./stored-access.ts";

/** What a feed is given on behalf of an access. Everything that lasts goes through the lease. */
export type RunContext = FeedContext<unknown, unknown>;

/** Runs an access once: sets it up, or fetches what is new, and notes what came of it. */
export async function runAccess(hub: Hub, claimed: Claimed, stop: AbortSignal): Promise<void> {
	const { access, merchantId } = claimed;
	const lease = keepLease(hub, claimed, stop);
	try {
		const feed = feedOf(hub.feeds, merchantId, access.feed);
		if (feed === undefined) throw notOffered(access.feed);
		await run(hub, claimed, feed, contextOf(hub, claimed, lease.signal));
	} catch (error) {
		if (error instanceof LeaseLost) hub.log.warn({ access: access.id }, error.message);
		else await settle(hub, claimed, error, stop);
	} finally {
		lease.end();
	}
}

async function run(hub: Hub, claimed: Claimed, feed: AnyFeed, context: RunContext): Promise<void> {
	if (claimed.access.wanted === "setUp") {
		const setUp = await feed.setUp(context);
		await asRun(hub, claimed, "settleBankSetUp", (tx) => settleSetUp(hub, tx, claimed, feed, setUp));
		return;
	}
	const fetched = feed.manifest.deliversFiles
		? await fetchFiles(hub, claimed, feed, context)
		: await fetchPayloads(hub, claimed, feed, context);
	await asRun(hub, claimed, "settleBankFetch", (tx) => settleFetch(tx, claimed, feed, fetched));
}

async function settle(hub: Hub, claimed: Claimed, error: unknown, stop: AbortSignal): Promise<void> {
	const { access } = claimed;
	try {
		if (stop.aborted) await asRun(hub, claimed, "giveBankAccessBack", (tx) => giveBack(tx, access.id));
		else await asRun(hub, claimed, "settleBankFault", (tx) => settleFault(tx, claimed, faultOf(hub, error, access.id)));
	} catch (lost) {
		if (!(lost instanceof LeaseLost)) throw lost;
		hub.log.warn({ access: access.id }, lost.message);
	}
}

/** It did not end by itself: whoever is there runs it again at once. */
async function giveBack(tx: Parameters<typeof settleFault>[0], id: string): Promise<void> {
	await tx.execute(
		`UPDATE bank_accesses SET lease = NULL, due_at = $3, attempts = 0 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		tx.now,
	);
}

function contextOf(hub: Hub, claimed: Claimed, signal: AbortSignal): RunContext {
	const { access } = claimed;
	let memory = unseal(hub, access, "memory");
	return {
		config: access.config,
		secrets: unseal(hub, access, "secrets"),
		get memory() {
			return memory;
		},
		async remember(kept) {
			const sealed = seal(hub, access, "memory", kept);
			await asRun(hub, claimed, "rememberOfBank", (tx) =>
				tx.execute(
					`UPDATE bank_accesses SET memory = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
					tx.merchantId,
					access.id,
					sealed,
				),
			);
			memory = unseal(hub, { ...access, memory: sealed }, "memory");
		},
		ask: (challenge) => askMerchant(hub, claimed, challenge, signal),
		fetch: hub.bankFetch,
		now: hub.clock,
		signal,
	};
}

/** What is no `FeedError` is our own fault: tried again later, since it may have been the database or the network. */
function faultOf(hub: Hub, error: unknown, access: string): FeedError {
	if (error instanceof FeedError) {
		hub.log.warn({ access, fault: error.fault, reason: error.message }, "a bank access's run came to nothing");
		return error;
	}
	hub.log.error({ access, err: error }, "a bank access's run failed");
	return new FeedError("unavailable", "failed here", {
		forMerchant: {
			de: "Beim Abruf ist in Kontor ein Fehler aufgetreten. Er wird wiederholt.",
			en: "Kontor failed while fetching. It will try again.",
		},
		cause: error,
	});
}

function notOffered(feed: string): FeedError {
	return new FeedError("unexpected-reply", `this hub offers no feed ${feed}`, {
		forMerchant: {
			de: "Diese Art des Abrufs wird von dieser Kontor-Installation nicht mehr angeboten.",
			en: "This Kontor installation does not offer this way of fetching any more.",
		},
	});
}
