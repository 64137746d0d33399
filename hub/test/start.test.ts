import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnvironment } from "../src/env.ts";
import { optionsOf } from "../src/start.ts";
import { OPERATOR_KEY, startTestHub, type TestHub } from "./support/test-hub.ts";

describe("a hub's environment", () => {
	it("reaches the hub in full, and says what is wrong with it", async () => {
		const home = await mkdtemp(join(tmpdir(), "kontor-env-"));
		const given = {
			KONTOR_HOME: home,
			KONTOR_SMTP_URL: "smtps://laden:geh%23im@mx.example",
			KONTOR_SMTP_FROM: "Kontor <kontor@laden.example>",
			KONTOR_BOUNCE_MAILBOX: "imaps://laden:geh%23im@mx.example/INBOX/Bounces",
			KONTOR_LETTER_FOLDER: "/letters",
			KONTOR_HOST_RATE: "7",
			KONTOR_TRUSTED_PROXIES: "10.0.0.0/8, loopback",
		};
		expect(optionsOf(await readEnvironment(given))).toMatchObject({
			mailServer: { host: "mx.example", port: 465, password: "geh#im" },
			bounceMailbox: {
				host: "mx.example",
				port: 993,
				security: "tls",
				user: "laden",
				password: "geh#im",
				folder: "INBOX/Bounces",
			},
			letterFolder: "/letters",
			rateLimits: { hostsPerSecond: 7, merchantsPerSecond: 100 },
			trustedProxies: ["10.0.0.0/8", "loopback"],
		});
		await expect(readEnvironment({ ...given, KONTOR_BOUNCE_MAILBOX: "pop3://mx.example" })).rejects.toThrow(/imaps:/);
		await rm(home, { recursive: true });
	});
});

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
