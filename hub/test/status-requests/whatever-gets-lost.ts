import type { Command, StatusRequest } from "@kontor/connector";
import { call, listStandings, postStatusRequests, type Work, type WorkOutcome } from "@kontor/protocol";
import { expect } from "vitest";
import { connectErp, FINDER, newErpHost } from "../support/connected-erp.ts";
import { connectShop, order } from "../support/connected-shop.ts";
import type { TestHub } from "../support/test-hub.ts";
import { wish } from "./desk.ts";

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

type Host = Awaited<ReturnType<TestHub["newHost"]>>;

/** A merchant, whose platform's order Kontor comes to hold (`held`) or has to find, and everything that can get lost between. */
async function openCourse(
	hub: TestHub,
	{ seed, held }: { seed: number; held: boolean },
	hosts: { host: Host; erpHost: Host },
) {
	const roll = dice(seed);
	const shop = await connectShop(hub, { host: hosts.host });
	const erp = await connectErp(hub, shop.merchant.id, hosts.erpHost);
	const params = { connection: erp.connection };
	const wishes = CHAIN.map(
		({ to, status, parcels }, index): StatusRequest =>
			wish({
				from: CHAIN[index - 1]?.to ?? "open",
				to,
				status: { machine: "order", status },
				shipments: parcels.map((trackingNumber) => ({
					carrier: "DHL",
					trackingNumber,
					shippedAt: hub.now().toISOString(),
				})),
			}),
	);
	const seen: string[] = [];
	const taken = new Set<string>();
	let [status, revision] = ["pending", 1];

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

	/** What the shop says of the number; it cannot be asked for one that Kontor holds. */
	const found = () => [{ ref: "1", number: "N1", statuses: { order: status }, email: null }];

	function done(work: Work): WorkOutcome {
		if (work.kind !== "command") return { kind: "result", result: { orders: held ? [] : found() } };
		const observed = { revision, statuses: { order: status }, receivedInShop: { minor: 0, currency: "EUR" } };
		return { kind: "outcome", outcome: { status: "applied", observed } };
	}

	return {
		id: shop.id,
		seed,
		held,
		seen,
		roll,
		appear: () => (held ? shop.deliver(order("1")) : []),
		/** What the ERP's plugin does: it asks how far all is, and posts what comes next. */
		async wish(times: number): Promise<void> {
			const body = { subjects: ["Woo/N1"] };
			const [standing] = (await call(erp.host, listStandings, { params, body })).standings;
			const next = wishes[standing?.steps ?? 0];
			if (next === undefined || standing?.last.state === "waiting") return;
			const post = () => call(erp.host, postStatusRequests, { params, body: { requests: [next], held: [] } });
			await Promise.all(Array.from({ length: times }, post));
		},
		async answer(work: Work, fate: number): Promise<void> {
			const { attempt } = work;
			const fault = (kind: "unavailable" | "unknown-outcome") =>
				shop.settle(work, { kind: "fault", fault: { fault: kind, code: "SHOP_DOWN", message: "" }, attempt });
			if (fate === 1) return shop.settle(work, { kind: "returned", attempt });
			if (fate === 2) return fault("unavailable");
			// The host was killed before it could begin.
			if (fate === 3) return;
			if (work.kind === "command") carryOut(work.command);
			if (fate === 4) return fault(work.kind === "command" ? "unknown-outcome" : "unavailable");
			// It was killed behind the write: its answer never comes.
			if (fate === 5) return;
			await shop.settle(work, done(work));
		},
		lease: () => shop.lease(),
	};
}

/** Six merchants' courses at once: hosts that die before and behind a write, answers that get lost, faults, wishes that come twice. */
export async function whateverGetsLost(hub: TestHub): Promise<void> {
	const hosts = { host: await hub.newHost(FINDER), erpHost: await newErpHost(hub) };
	const kinds = [true, false, true, false, true, false].map((held, index) => ({ seed: index + 1, held }));
	const courses: Awaited<ReturnType<typeof openCourse>>[] = [];
	for (const kind of kinds) courses.push(await openCourse(hub, kind, hosts));
	const [any] = courses;
	if (any === undefined) throw new Error("no course");
	/** One host works for all of them. */
	async function work(adverse: boolean): Promise<void> {
		const leased = (await any?.lease()) ?? [];
		await Promise.all(
			leased.map(async (one) => {
				const course = courses.find(({ id }) => id === one.connection);
				await course?.answer(one, adverse ? course.roll(6) : 0);
			}),
		);
	}
	for (let step = 0; step < 20; step++) {
		if (step === 3) for (const course of courses) await course.appear();
		await Promise.all(courses.map(async (course) => course.roll(2) === 0 && course.wish(1 + course.roll(3))));
		await work(true);
		hub.advance(any.roll(3) * LEASE_MS);
	}
	for (let step = 0; step < 60 && courses.some(({ seen }) => seen.length < WANTED.length); step++) {
		await Promise.all(courses.map((course) => course.wish(1)));
		await work(false);
		hub.advance(10 * LEASE_MS);
	}
	const all = courses.map(({ seed, held, seen }) => ({ seed, held, seen }));
	expect(all).toEqual(courses.map(({ seed, held }) => ({ seed, held, seen: WANTED })));
}
