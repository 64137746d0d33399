import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATOR_KEY, startTestHub, type TestHub } from "./support/test-hub.ts";

describe("a hub process", () => {
	let hub: TestHub;
	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());

	it("says that it is alive and ready, and shows its figures to the operator only", async () => {
		expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
		expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
		expect((await fetch(`${hub.url}/metrics`)).status).toBe(401);
		const metrics = await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } });
		expect(await metrics.text()).toContain("kontor_http_request_seconds");
	});

	it("describes itself and answers everything else with a problem", async () => {
		const document = await (await fetch(`${hub.url}/v1/openapi.json`)).json();
		expect(document).toMatchObject({ openapi: "3.1.0" });
		const nowhere = await fetch(`${hub.url}/v1/nowhere`);
		expect(nowhere.headers.get("content-type")).toContain("application/problem+json");
		expect(await nowhere.json()).toMatchObject({ code: "NOT_FOUND", retry: "never" });
	});

	it("frees the jobs of a worker that was killed, and of no other", async () => {
		await hub.sql.query("SELECT graphile_worker.add_job('nobody-knows-this-task')");
		await hub.sql.query(
			"UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-of-a-dead-process'",
		);
		await expect
			.poll(async () => (await hub.sql.query("SELECT locked_by FROM graphile_worker._private_jobs")).rows, {
				timeout: 8_000,
			})
			.toEqual([{ locked_by: null }]);
	});
});
