import { call, linkConnections, undoAssignment, unlinkConnections } from "@kontor/protocol";
import fc from "fast-check";
import { expect } from "vitest";
import { order, type TestShop } from "../support/connected-shop.ts";
import { connectBoth, invoice, storedOrder } from "../support/linked-shops.ts";
import { pay } from "../support/payments.ts";
import type { TestHub } from "../support/test-hub.ts";

/** What can happen to the receivable, in any order and before its orders are read, too. */
const happening = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			what: fc.constant("pay" as const),
			minor: fc.constantFrom(2_500, 5_000, 10_000),
			onShop: fc.boolean(),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ what: fc.constant("undo" as const), which: fc.nat() }) },
	{ weight: 2, arbitrary: fc.constantFrom({ what: "carryOut" as const }, { what: "deliverAgain" as const }) },
	{ weight: 1, arbitrary: fc.constantFrom({ what: "link" as const }, { what: "unlink" as const }) },
);

/** A system as it is behind its connector: it takes a report once, and says what it holds. */
interface System {
	readonly shop: TestShop;
	readonly ref: string;
	received: number;
	revision: number;
	/** Commands about money, as they were carried out. */
	readonly told: string[];
}

/** Payments that come and are taken back, and orders that are linked and taken apart. */
export async function moneyCountsOnce(hub: TestHub): Promise<void> {
	const both = await connectBoth(hub);
	let run = 0;
	await fc.assert(
		fc.asyncProperty(fc.boolean(), fc.array(happening, { maxLength: 7 }), async (shopFirst, happenings) => {
			const number = `p${run++}`;
			const shop: System = { shop: both.shop, ref: number, received: 0, revision: 1, told: [] };
			const erp: System = { shop: both.erp, ref: `RE-${number}`, received: 0, revision: 1, told: [] };
			const payments: { id: string; minor: number; on: System; undone: boolean }[] = [];
			let linked = run % 2 === 0;
			await setLinked(linked);

			function deliver(system: System) {
				const { received, revision } = system;
				return system.shop.deliver((system === shop ? order : invoice)(number, { received, revision }));
			}
			async function setLinked(now: boolean): Promise<void> {
				const [leader, follower] = [both.shop.id, both.erp.id];
				const { merchant } = both.shop;
				if (now) await call(merchant, linkConnections, { body: { leader, follower } });
				else await call(merchant, unlinkConnections, { params: { leader, follower } }).catch(() => {});
				linked = now;
			}
			async function carryOut(): Promise<boolean> {
				const leased = await both.shop.leaseCommands();
				for (const work of leased) {
					const system = [shop, erp].find(({ ref }) => ref === work.command.orderRef);
					if (system === undefined) continue;
					const { command } = work;
					if (command.kind === "mark-paid") system.received = command.amount.minor;
					if (command.kind === "revoke-payment") system.received = 0;
					if (command.kind !== "annotate") system.told.push(command.kind);
					system.revision += 1;
					await system.shop.applied(work, { status: "pending", received: system.received, revision: system.revision });
				}
				return leased.length > 0;
			}
			async function take(one: (typeof happenings)[number]): Promise<void> {
				if (one.what === "pay") {
					const on = one.onShop ? shop : erp;
					payments.push({ id: await pay(hub, on.shop, on.ref, one.minor), minor: one.minor, on, undone: false });
				} else if (one.what === "undo") {
					const payment = payments[one.which % Math.max(1, payments.length)];
					if (payment === undefined) return;
					await call(both.shop.merchant, undoAssignment, { params: { assignment: payment.id } });
					payment.undone = true;
				} else if (one.what === "carryOut") await carryOut();
				else if (one.what === "deliverAgain") await Promise.all([deliver(shop), deliver(erp)]);
				else await setLinked(one.what === "link");
			}

			for (const system of shopFirst ? [shop, erp] : [erp, shop]) await deliver(system);
			for (const one of happenings) await take(one);
			const paid = (of: (system: System) => boolean) =>
				payments.reduce((sum, { minor, undone, on }) => sum + (undone || !of(on) ? 0 : minor), 0);
			const all = paid(() => true);
			const expected = linked
				? [stateOf(all), stateOf(Math.min(all, 10_000))]
				: [stateOf(paid((on) => on === shop)), stateOf(paid((on) => on === erp))];
			const stored = (system: System) => storedOrder(hub, system.shop, system.ref);
			const states = async () => [(await stored(shop)).state, (await stored(erp)).state];
			await expect.poll(states, { timeout: 5_000, interval: 10 }).toEqual(expected);
			// And so it stays when everybody was told.
			while (await carryOut());
			expect(await states()).toEqual(expected);
			for (const system of [shop, erp]) {
				const { told } = await stored(system);
				// A revocation that a new payment overtook was not told, but lies between two payments.
				const aboutMoney = told.filter(({ kind }) => kind !== "annotate").map(({ kind, state }) => `${kind} ${state}`);
				for (const [at, done] of aboutMoney.entries()) {
					if (done.endsWith("done")) expect(done, aboutMoney.join()).not.toBe(aboutMoney[at - 1]);
				}
				expect(told.filter(({ state }) => !["done", "superseded"].includes(state))).toEqual([]);
			}
			for (const [at, system] of [shop, erp].entries()) {
				const isPaid = expected[at] === "paid" || expected[at] === "overpaid";
				expect(system.told.at(-1) === "mark-paid", `${system.told} ${expected}`).toBe(isPaid);
			}
		}),
		{ numRuns: 12 },
	);
}

function stateOf(settled: number): string {
	if (settled === 0) return "open";
	return settled < 10_000 ? "partiallyPaid" : settled === 10_000 ? "paid" : "overpaid";
}
