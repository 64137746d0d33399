import { randomUUID } from "node:crypto";
import type { Command, StatusRequest } from "@kontor/connector";
import { call, listStandings, postStatusRequests, type WorkOf } from "@kontor/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectErp, PLATFORM } from "../support/connected-erp.ts";
import { connectShop, MANIFEST, order } from "../support/connected-shop.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());

/** Three statuses one after the other, the first with two parcels: what the platform is to see, once each, in this order. */
const CHAIN = [
	{ to: "inProgress", status: "processing", parcels: ["0034-1", "0034-2"] },
	{ to: "shipped", status: "completed", parcels: ["0034-3"] },
	{ to: "cancelled", status: "cancelled", parcels: [] },
];
const WANTED = CHAIN.flatMap(({ status, parcels }) => [...parcels, status]);
const LEASE_MS = 60_000;

/** Linear congruential, by Knuth's constants: the same course for the same seed. */
function dice(seed: number): (sides: number) => number {
	let state = BigInt(seed);
	return (sides) => {
		state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
		return Number((state >> 33n) % BigInt(sides));
	};
}

// E2
test.each([1, 2, 3, 4])(
	"whatever gets lost on the way (course %i), the platform sees each parcel and status once and in order",
	async (seed) => {
		hub.setClock("2026-11-02T08:00:00Z");
		const roll = dice(seed);
		const shop = await connectShop(hub, { host: await hub.newHost(PLATFORM) });
		const erp = await connectErp(hub, shop.merchant.id);
		const params = { connection: erp.connection };
		const wishes = CHAIN.map(
			({ to, status, parcels }, index): StatusRequest => ({
				id: randomUUID(),
				subject: "Woo/N1",
				platform: { plugin: MANIFEST.id, shop: null },
				orderNumber: "N1",
				from: CHAIN[index - 1]?.to ?? "open",
				to,
				status: { machine: "order", status },
				shipments: parcels.map((trackingNumber) => ({
					carrier: "DHL",
					trackingNumber,
					shippedAt: hub.now().toISOString(),
				})),
				mail: null,
			}),
		);
		const seen: string[] = [];
		const taken = new Set<string>();
		let [status, revision] = ["pending", 1];

		/** What the ERP's plugin does: it asks how far all is, and posts what comes next. */
		async function wish(times: number): Promise<void> {
			const body = { subjects: ["Woo/N1"] };
			const [standing] = (await call(erp.host, listStandings, { params, body })).standings;
			const next = wishes[standing?.steps ?? 0];
			if (next === undefined) return;
			const post = () => call(erp.host, postStatusRequests, { params, body: { requests: [next], held: [] } });
			await Promise.all(Array.from({ length: times }, post));
		}

		/** What a connector does: the same command twice has one effect. */
		function carryOut({ id, ...command }: Command): void {
			if (taken.has(id)) return;
			taken.add(id);
			revision++;
			if (command.kind === "push-shipment") seen.push(command.trackingNumber);
			if (command.kind !== "set-status") return;
			status = command.status.status;
			seen.push(status);
		}

		async function work(adverse: boolean): Promise<void> {
			for (const leased of await shop.leaseCommands()) await answer(leased, adverse ? roll(6) : 0);
		}

		async function answer(leased: WorkOf<"command">, fate: number): Promise<void> {
			const fault = (kind: "unavailable" | "unknown-outcome") =>
				shop.settle(leased, {
					kind: "fault",
					fault: { fault: kind, code: "SHOP_DOWN", message: "" },
					attempt: leased.attempt,
				});
			if (fate === 1) return shop.settle(leased, { kind: "returned", attempt: leased.attempt });
			if (fate === 2) return fault("unavailable");
			// The host was killed before it could begin.
			if (fate === 3) return;
			carryOut(leased.command);
			if (fate === 4) return fault("unknown-outcome");
			// It was killed behind the write: its answer never comes.
			if (fate === 5) return;
			await shop.applied(leased, { status, received: 0, revision });
		}

		for (let step = 0; step < 30; step++) {
			if (step === 3) await shop.deliver(order("1"));
			if (roll(2) === 0) await wish(1 + roll(3));
			await work(true);
			hub.advance(roll(3) * LEASE_MS);
		}
		for (let step = 0; step < 40 && seen.length < WANTED.length; step++) {
			await wish(1);
			await work(false);
			hub.advance(10 * LEASE_MS);
		}
		expect(seen).toEqual(WANTED);
	},
);
