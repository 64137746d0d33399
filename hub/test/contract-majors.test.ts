import { CONTRACT_MAJOR } from "@kontor/connector";
import { call, hello, leaseWork, listHosts, listPlugins } from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticesOf, SERVED } from "../src/connections/contract-majors.ts";
import { connectShop, MANIFEST, order } from "./support/connected-shop.ts";
import { pay } from "./support/payments.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

describe("contract majors", () => {
	const served = [
		{ major: 2, until: null },
		{ major: 1, until: "2027-10-31" },
	];

	it("are served without a word while they are the present one, then with their last day, then not any more", () => {
		expect(noticesOf(2, "2027-06-01", served)).toEqual([]);
		expect(noticesOf(1, "2027-10-31", served)).toEqual([
			{ de: expect.stringContaining("bis 2027-10-31"), en: expect.stringContaining("to contract 2 by then") },
		]);
		for (const [major, day] of [
			[1, "2027-11-01"],
			[3, "2027-06-01"],
		] as const) {
			expect(() => noticesOf(major, day, served)).toThrow(/CONTRACT_REFUSED: this hub serves contract 2, 1/);
		}
	});

	it("are one for now, the contract's own", () => {
		expect(SERVED).toEqual([{ major: CONTRACT_MAJOR, until: null }]);
	});
});

/** PRODUCT L7: an installed plugin moves to a new contract major without losing orders. */
describe("a plugin that came with the wrong major", () => {
	let hub: TestHub;
	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());

	it("goes on where it stopped once plugin and hub fit again: connection, cursor, orders, commands", async () => {
		const shop = await connectShop(hub);
		await shop.batch({ items: [order("1"), order("2")], cursor: { from: null, to: { at: 7 } } });
		await pay(hub, shop, "1", 10_000);
		const [leased] = await shop.leaseCommands();
		if (leased === undefined) throw new Error("a command is due");

		// The new release of the plugin is started before the hub's.
		const greet = (manifest: { contract: number }) =>
			call(shop.host, hello, { body: { manifest, host: { version: "2", publicUrl: null } } });
		await expect(greet({ ...MANIFEST, contract: 2, config: null } as { contract: number })).rejects.toMatchObject({
			problem: { status: 426, code: "CONTRACT_REFUSED", retry: "never" },
		});
		const { items: plugins } = await call(shop.merchant, listPlugins, {});
		expect(plugins).toMatchObject([{ id: MANIFEST.id, contract: 1 }]);
		await pay(hub, shop, "2", 10_000);

		// Whatever speaks the right one next: the same shop, nothing read again, nothing written twice.
		hub.advance(61_000);
		await greet(MANIFEST);
		const { items: hosts } = await call(hub.operator, listHosts, {});
		expect(hosts.find(({ id }) => id === shop.host.id)).toMatchObject({ serves: 1 });
		const { work } = await call(shop.host, leaseWork, { body: { waitSeconds: 0, slots: 10 } });
		const commands = work
			.filter((one) => one.kind === "command")
			.sort((a, b) => (a.command.orderRef < b.command.orderRef ? -1 : 1));
		expect(commands.map(({ id, possiblyDone, command }) => ({ id, possiblyDone, ref: command.orderRef }))).toEqual([
			{ id: leased.id, possiblyDone: true, ref: "1" },
			{ id: expect.any(String), possiblyDone: false, ref: "2" },
		]);
		const next = { items: [order("3")], cursor: { from: { at: 7 }, to: { at: 8 } } };
		expect(await shop.batch(next)).toMatchObject([{ ref: "3", result: "created" }]);
	});
});
