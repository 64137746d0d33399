import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type FakeHub, startFakeHub } from "@kontor/conformance/fake-hub";
import { Command } from "@kontor/connector";
import { afterEach, beforeEach, expect, it } from "vitest";
import { manifest } from "../../src/manifest.ts";
import { write } from "../fake/document-life.ts";
import { type FakeEasybill, startFakeEasybill } from "../fake-easybill.ts";

const TIMES = 100;
/** More than are killed: some get through. */
const INVOICES = 160;

let fake: FakeEasybill;
let hub: FakeHub;
let host: ChildProcess | undefined;
beforeEach(async () => {
	// A write that is on its way when its process dies arrives: before the lease ends, or nobody could look it up.
	fake = await startFakeEasybill({ latencyMs: { read: 10, write: 150 } });
	hub = await startFakeHub({ leaseSeconds: 1.5 });
});
afterEach(async () => {
	host?.kill("SIGKILL");
	await hub.close();
	await fake.close();
});

function startProcess(): ChildProcess {
	const environment = { HUB_URL: hub.url, HUB_KEY: hub.key, EASYBILL_URL: fake.url, PATH: process.env.PATH };
	return spawn(process.execPath, [fileURLToPath(new URL("host.ts", import.meta.url))], {
		env: environment,
		stdio: "ignore",
	});
}

/** Of a list of calls, the documents whose payments were looked up. */
const lookedUp = (from: number) =>
	new Set(
		fake.account.calls
			.slice(from)
			.flatMap(({ what, document }) => (what === "GET document-payments" ? [document] : [])),
	);

it(`killed between look-up and write ${TIMES} times, and behind it: one payment each`, {
	timeout: 30_000,
}, async () => {
	const { id: connection } = hub.connect({
		plugin: manifest.id,
		config: { plan: "BUSINESS" },
		secrets: { apiKey: fake.account.apiKey },
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
	});
	const settled = new Set<number>();
	const commands = Array.from({ length: INVOICES }, async () => {
		const { id } = write(fake.account);
		const command = Command.parse({
			kind: "mark-paid",
			id: randomUUID(),
			orderRef: String(id),
			issuedAt: new Date().toISOString(),
			expect: { invoice: "open" },
			status: null,
			amount: { minor: 10_000, currency: "EUR" },
			paidOn: "2026-11-22",
			bankReference: "NTRF",
		});
		// As the hub does it: what ended with a fault is offered again.
		let ended = await hub.command(connection, command);
		while (ended.kind === "fault") ended = await hub.command(connection, command);
		settled.add(id);
		return ended;
	});
	const behind = { lookUp: 0, later: 0 };
	for (let lives = 0; (behind.lookUp < TIMES || behind.later === 0) && lives < 20; lives++) {
		const before = fake.account.calls.length;
		host = startProcess();
		// Most die once some have looked up, some once one has written.
		const [awaited, enough] = lives % 3 === 1 ? ["POST", 1] : ["GET document-payments", 30 + Math.random() * 20];
		const seen = () => fake.account.calls.slice(before).filter(({ what }) => what.startsWith(awaited)).length;
		while (seen() < enough && settled.size < INVOICES) await sleep(1);
		host.kill("SIGKILL");
		await once(host, "exit");
		for (const document of lookedUp(before)) {
			if (document === null || settled.has(document)) continue;
			const last = fake.account.calls.findLast((call) => call.document === document)?.what;
			behind[last === "GET document-payments" ? "lookUp" : "later"]++;
		}
	}
	host = startProcess();
	for (const ended of await Promise.all(commands)) {
		expect(ended).toMatchObject({ kind: "outcome", outcome: { observed: { statuses: { invoice: "paid" } } } });
	}
	expect(behind.lookUp, "between look-up and write").toBeGreaterThanOrEqual(TIMES);
	expect(behind.later, "behind the write").toBeGreaterThan(0);
	const payments = [...fake.account.documents.keys()].map((id) => fake.account.paymentsOf(id).length);
	expect(payments).toEqual(Array.from({ length: INVOICES }, () => 1));
});
