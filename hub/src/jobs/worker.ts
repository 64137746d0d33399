import { EventEmitter } from "node:events";
import { Logger, run } from "graphile-worker";
import { Client } from "pg";
import type { Assigner } from "../assigning/assigner.ts";
import { collect } from "../collecting/collect.ts";
import type { Hub } from "../hub.ts";
import { runLevelling, runLinking, runLinkingOfShop } from "../linked-orders/run.ts";
import { urgentDigest } from "../notifications/digest.ts";
import { dailyRun } from "../reminding/daily-run.ts";
import { remind } from "../reminding/remind-at-once.ts";
import { tellPaymentReceived } from "../reminding/tell-payment-received.ts";
import { runPayouts } from "../settlements/payouts/run.ts";
import { runStatusRequest } from "../status-requests/go-on.ts";
import type { JobPayloads } from "./jobs.ts";

export interface JobWorker {
	/** Stops taking jobs and waits for those that run. */
	close(): Promise<void>;
}

/** How many jobs run side by side: of different merchants, since a merchant's runs are serial. */
const CONCURRENCY = 2;
const LOOK_FOR_DEAD_MS = 2_000;

/** Runs the deferred jobs of this process, and frees those that a killed process held. */
export async function startWorker(hub: Hub, databaseUrl: string, assigner: Assigner): Promise<JobWorker> {
	const presence = await announcePresence(databaseUrl, (error) =>
		hub.log.error({ err: error }, "worker presence lost"),
	);
	const runner = await run({
		pgPool: hub.db.pool,
		concurrency: CONCURRENCY,
		noHandleSignals: true,
		pollInterval: 1_000,
		events: presence.events,
		// The payloads were written by `addJob`, which is typed by name.
		taskList: {
			assign: (payload) => assigner.run((payload as JobPayloads["assign"]).merchantId),
			remind: async (payload) => {
				const due = payload as JobPayloads["remind"];
				// Of an order that came after its payment nothing is asked any more (D7), nor of one whose payment has just been imported (I10).
				await assigner.run(due.merchantId);
				await remind(hub, due);
			},
			linkOrders: (payload) => runLinking(hub, payload as JobPayloads["linkOrders"]),
			linkShop: (payload) => runLinkingOfShop(hub, payload as JobPayloads["linkShop"]),
			levelOrders: (payload) => runLevelling(hub, payload as JobPayloads["levelOrders"]),
			statusRequest: (payload) => runStatusRequest(hub, payload as JobPayloads["statusRequest"]),
			digest: (payload) => urgentDigest(hub, (payload as JobPayloads["digest"]).merchantId),
			payouts: (payload) => runPayouts(hub, payload as JobPayloads["payouts"]),
			collect: (payload) => collect(hub, (payload as JobPayloads["collect"]).merchantId),
			paymentReceived: (payload) => tellPaymentReceived(hub, payload as JobPayloads["paymentReceived"]),
			dunning: async (payload) => {
				const { merchantId } = payload as JobPayloads["dunning"];
				await assigner.run(merchantId);
				await dailyRun(hub, merchantId);
			},
		},
		logger: new Logger(() => (level, message) => {
			if (level === "error" || level === "warning") hub.log.warn({ job: message }, "job");
		}),
	});
	const timer = setInterval(() => {
		freeJobsOfDeadWorkers(presence.client).catch((error: unknown) =>
			hub.log.error({ err: error }, "freeing jobs failed"),
		);
	}, LOOK_FOR_DEAD_MS);
	await presence.announced();
	await freeJobsOfDeadWorkers(presence.client);
	return {
		async close() {
			clearInterval(timer);
			await runner.stop();
			await assigner.close();
			await presence.client.end();
		},
	};
}

/** Under which name jobs are held is locked by a session of the process: PostgreSQL lets go of it when the process dies. */
async function announcePresence(databaseUrl: string, onError: (error: unknown) => void) {
	const client = new Client({ connectionString: databaseUrl });
	client.on("error", onError);
	await client.connect();
	const events = new EventEmitter();
	let announced: Promise<unknown> = Promise.resolve();
	// Jobs are held by the pool, whichever of its workers runs them.
	events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => {
		announced = announced
			.then(() => client.query("SELECT pg_advisory_lock_shared(hashtextextended($1, 0))", [workerPool.id]))
			.catch(onError);
	});
	return { client, events, announced: () => announced };
}

/** graphile-worker itself waits four hours before it takes a killed worker's jobs. Those of the living stay theirs, however long they run. */
export async function freeJobsOfDeadWorkers(client: Client): Promise<void> {
	await client.query(
		`WITH dead AS MATERIALIZED (
			SELECT locked_by FROM (SELECT DISTINCT locked_by FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL) held
			 WHERE NOT EXISTS (
				SELECT FROM pg_locks
				 WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
				   AND (classid::bigint << 32 | objid::bigint) = hashtextextended(locked_by, 0)))
		SELECT graphile_worker.force_unlock_workers(array_agg(locked_by)) FROM dead HAVING count(*) > 0`,
	);
}
