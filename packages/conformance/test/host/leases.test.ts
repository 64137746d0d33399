import { ConnectorError } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { after, annotate, applied, pair, SECRET, stub, until } from "./stub.ts";

describe("a host", () => {
	it("is there before its hub, and begins when the hub answers", async () => {
		const started = await pair(stub());
		started.hub.setDown(true);
		await after(50);
		const outcome = started.hub.command(started.connection.id, annotate());
		started.hub.setDown(false);
		expect(await outcome).toEqual({ kind: "outcome", outcome: applied });
	});

	it("serves its other plugins when the hub refuses one's contract", async () => {
		const old = stub({}, { id: "old", contract: 2 as unknown as 1 });
		const { hub, connection } = await pair([stub(), old]);
		expect(await hub.request(connection.id, "check")).toMatchObject({ kind: "result" });
		expect([...hub.manifests.keys()]).toEqual(["stub"]);
	});

	it("posts an outcome until the hub has it", async () => {
		const { hub, connection } = await pair(
			stub({
				async execute() {
					hub.setDown(true);
					setTimeout(() => hub.setDown(false), 400);
					return applied;
				},
			}),
		);
		expect(await hub.command(connection.id, annotate())).toEqual({ kind: "outcome", outcome: applied });
	});

	it("does work once that is leased again while it runs", async () => {
		let begun = 0;
		const { hub, connection } = await pair(
			stub({
				async execute() {
					begun++;
					await after(500);
					return applied;
				},
			}),
			{ leaseSeconds: 0.3 },
		);
		expect(await hub.command(connection.id, annotate())).toEqual({ kind: "outcome", outcome: applied });
		expect(begun).toBe(1);
	});

	it("cuts a command off before its lease ends, and calls it unknown", async () => {
		let cutOffAt = 0;
		const { hub, connection } = await pair(
			stub({
				async execute(ctx) {
					await until(ctx.signal);
					cutOffAt = Date.now();
					throw ctx.signal.reason;
				},
			}),
			{ leaseSeconds: 0.4 },
		);
		const started = Date.now();
		const ended = await hub.command(connection.id, annotate());
		expect(ended).toMatchObject({ kind: "fault", fault: { fault: "unknown-outcome", code: "CUT_OFF" } });
		expect(cutOffAt - started).toBeLessThan(400);
	});

	it("gives a handler up that does not listen, so that its slot is free again", { timeout: 5000 }, async () => {
		const { hub, connection } = await pair(stub({ execute: () => new Promise(() => {}) }), { leaseSeconds: 0.2 });
		expect(await hub.command(connection.id, annotate())).toMatchObject({
			kind: "fault",
			fault: { fault: "unknown-outcome" },
		});
		expect(await hub.request(connection.id, "check")).toMatchObject({ kind: "result" });
	});

	it("keeps a slow shop from taking the slots of the others", async () => {
		let [running, most] = [0, 0];
		const slow = stub(
			{
				async execute() {
					most = Math.max(most, ++running);
					await after(100);
					running--;
					return applied;
				},
			},
			{ limits: { requestsPerSecond: 1000, concurrency: 1 } },
		);
		const { hub, connection } = await pair([slow, stub({}, { id: "quick" })]);
		const quick = hub.connect({ ...hub.connection(connection.id), plugin: "quick" });
		const commands = Array.from({ length: 6 }, (_, ref) => hub.command(connection.id, annotate(String(ref))));
		const started = Date.now();
		await hub.command(quick.id, annotate());
		expect(Date.now() - started, "milliseconds until the other shop's turn").toBeLessThan(300);
		await Promise.all(commands);
		expect(most).toBeLessThanOrEqual(2);
	});

	it("takes no more than it has slots for", async () => {
		let [running, most] = [0, 0];
		const { hub, connection } = await pair(
			stub({
				async execute() {
					most = Math.max(most, ++running);
					await after(10);
					running--;
					return applied;
				},
			}),
			{ slots: 3 },
		);
		await Promise.all(Array.from({ length: 10 }, (_, ref) => hub.command(connection.id, annotate(String(ref)))));
		expect(most).toBe(3);
	});

	it("asks for a connection again when work names a newer version", async () => {
		const seen: unknown[] = [];
		const connector = stub({
			async check(ctx) {
				seen.push(ctx.secrets.token);
				return { ok: true, identity: "x", shopClock: new Date().toISOString() };
			},
		});
		const { hub, connection } = await pair(connector);
		await hub.request(connection.id, "check");
		hub.change(connection.id, { secrets: { token: "another-token" } });
		await hub.request(connection.id, "check");
		expect(seen).toEqual([SECRET, "another-token"]);
	});

	it("says whose fault it is when secrets are missing or do not fit", async () => {
		const { hub, connection } = await pair(stub(), { secrets: null });
		expect(await hub.pull(connection.id)).toMatchObject({ fault: { fault: "bad-config", code: "NOT_CONNECTED" } });
		hub.change(connection.id, { secrets: { wrong: SECRET } });
		const ended = await hub.pull(connection.id);
		expect(ended).toMatchObject({ fault: { fault: "bad-config", code: "CONFIG_INVALID" } });
		expect(JSON.stringify(ended)).not.toContain(SECRET);
	});

	it("takes secrets out of faults and details", async () => {
		const { hub, connection } = await pair(
			stub({
				check: () => Promise.reject(new ConnectorError("unavailable", `no answer from ?key=${SECRET}`, { code: "X" })),
				describe: () => Promise.reject(new Error(`bug with ${SECRET}`)),
				execute: async () => ({ status: "declined", code: "wrong-state", detail: `${SECRET}!`, observed: null }),
			}),
		);
		const ended = [
			await hub.request(connection.id, "check"),
			await hub.request(connection.id, "describe"),
			await hub.command(connection.id, annotate()),
		];
		expect(JSON.stringify(ended)).not.toContain(SECRET);
		expect(ended).toMatchObject([
			{ fault: { fault: "unavailable", message: "no answer from ?key=[secret]" } },
			{ fault: { fault: "unexpected-reply", message: "bug with [secret]" } },
			{ outcome: { detail: "[secret]!" } },
		]);
	});
});

describe("a host that stops", () => {
	it("lets what runs end, and settles it", async () => {
		const { hub, host, connection } = await pair(
			stub({
				async execute() {
					await after(150);
					return applied;
				},
			}),
		);
		await host.ready;
		const outcome = hub.command(connection.id, annotate());
		await after(50);
		const closing = host.close();
		expect(await outcome).toEqual({ kind: "outcome", outcome: applied });
		await closing;
	});

	it("cuts off what does not end, and says that its outcome is unknown", async () => {
		const { hub, host, connection } = await pair(
			stub({
				async execute(ctx) {
					await until(ctx.signal);
					throw ctx.signal.reason;
				},
			}),
		);
		await host.ready;
		const outcome = hub.command(connection.id, annotate());
		await after(50);
		await host.close();
		expect(await outcome).toMatchObject({ kind: "fault", fault: { fault: "unknown-outcome" } });
	});

	it("does not wait for a lease without work", async () => {
		const { host } = await pair(stub());
		await host.ready;
		await after(50);
		const started = Date.now();
		await host.close();
		expect(Date.now() - started).toBeLessThan(500);
	});
});
