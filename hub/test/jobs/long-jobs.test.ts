import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freeJobsOfDeadWorkers } from "../../src/jobs/worker.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
/** As the hub itself looks for dead workers. */
let looking: Client;
beforeAll(async () => {
	hub = await startTestHub();
	looking = new Client({ connectionString: hub.databaseUrl });
	await looking.connect();
});
afterAll(async () => {
	await looking.end();
	await hub.close();
});

const heldBy = async () => {
	const { rows } = await looking.query("SELECT locked_by FROM graphile_worker._private_jobs");
	return rows.map(({ locked_by }) => locked_by);
};

// A call to a collection partner was made a second time beside itself, because it took longer than the look for dead workers.
it("a job that takes long stays with its worker while that lives; a dead one's is free", async () => {
	const { id } = await hub.newMerchant();
	await hub.sql.query("BEGIN; LOCK TABLE collection_cases IN ACCESS EXCLUSIVE MODE");
	try {
		const payload = JSON.stringify({ merchantId: id });
		await looking.query("SELECT FROM graphile_worker.add_job('collect', $1::json)", [payload]);
		await expect.poll(heldBy, { timeout: 10_000, interval: 10 }).toEqual([expect.any(String)]);
		const [worker] = await heldBy();
		await freeJobsOfDeadWorkers(looking);
		expect(await heldBy()).toEqual([worker]);
		// In an hour: nobody takes it up meanwhile.
		const hide = "locked_by = $1 || ' that died', run_at = now() + interval '1 hour'";
		await looking.query(`UPDATE graphile_worker._private_jobs SET ${hide}`, [worker]);
		await freeJobsOfDeadWorkers(looking);
		expect(await heldBy()).toEqual([null]);
	} finally {
		await hub.sql.query("ROLLBACK");
	}
});
