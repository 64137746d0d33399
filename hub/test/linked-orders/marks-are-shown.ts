import { call, cancelOrder, doOrderAction, linkConnections, undoAssignment, unlinkConnections } from "@kontor/protocol";
import fc from "fast-check";
import { expect } from "vitest";
import { order, type TestShop } from "../support/connected-shop.ts";
import { connectBoth, invoice, storedOrder } from "../support/linked-shops.ts";
import { pay } from "../support/payments.ts";
import type { TestHub } from "../support/test-hub.ts";

/** How the follower's system shows what became of its leader. */
const MARKS: Readonly<Record<string, string>> = {
	cancelled: "void",
	overdue: "overdue",
	debtCollection: "collection",
};

const happening = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.constantFrom("cancel", "hand-over", "revive", "carry-out", "carry-out", "change-by-hand"),
	},
	{ weight: 2, arbitrary: fc.constantFrom("pay-all", "pay-part", "pay-follower", "undo") },
	{ weight: 1, arbitrary: fc.constantFrom("link", "unlink", "deliver-again") },
);

/** A system behind its connector: it does what it is told, unless somebody changed the order there meanwhile (E4). */
interface System {
	readonly shop: TestShop;
	readonly ref: string;
	status: string;
	received: number;
	revision: number;
	/** Statuses that were written, and "by hand" where the merchant wrote one. */
	readonly log: string[];
}

/** The leader is cancelled, overdue, handed over, paid and taken back; the follower is changed in its system, and they are taken apart. */
export async function marksAreShown(hub: TestHub): Promise<void> {
	const both = await connectBoth(hub);
	await mapMarks(hub, both.erp);
	let run = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.boolean(),
			fc.array(happening, { minLength: 3, maxLength: 8 }),
			async (inAdvance, happenings) => {
				const number = `m${run++}`;
				const fresh = { status: "pending", received: 0, revision: 1 };
				const leader: System = { shop: both.shop, ref: number, ...fresh, log: [] };
				const follower: System = { shop: both.erp, ref: `RE-${number}`, ...fresh, log: [] };
				const payments: string[] = [];
				const { merchant } = both.shop;

				const method = inAdvance ? {} : { paymentMethod: { id: "invoice", title: "Rechnung" } };
				const deliver = ({ shop, ref, status, received, revision }: System) =>
					shop.deliver(
						ref === number
							? order(number, { ...method, status, received, revision })
							: invoice(number, { status, received, revision }),
					);
				async function setLinked(now: boolean): Promise<void> {
					const [leading, following] = [both.shop.id, both.erp.id];
					if (now) await call(merchant, linkConnections, { body: { leader: leading, follower: following } });
					else await call(merchant, unlinkConnections, { params: { leader: leading, follower: following } });
				}
				async function carryOut(): Promise<boolean> {
					const leased = await both.shop.leaseCommands();
					for (const work of leased) {
						const system = [leader, follower].find(({ ref }) => ref === work.command.orderRef);
						if (system === undefined) continue;
						const { command } = work;
						const observed = () => ({
							revision: system.revision,
							statuses: { order: system.status },
							receivedInShop: { minor: system.received, currency: "EUR" },
						});
						const { order: expected = system.status } = command.expect;
						if (expected !== system.status && command.kind !== "annotate") {
							const declined = { status: "declined", code: "changed-meanwhile", detail: "" } as const;
							await system.shop.settle(work, { kind: "outcome", outcome: { ...declined, observed: observed() } });
							continue;
						}
						if (command.kind === "mark-paid") system.received = command.amount.minor;
						if (command.kind === "revoke-payment") system.received = 0;
						if (command.status !== null) {
							system.status = command.status.status;
							system.log.push(system.status);
						}
						system.revision += 1;
						await system.shop.settle(work, { kind: "outcome", outcome: { status: "applied", observed: observed() } });
					}
					return leased.length > 0;
				}
				const idOf = async ({ shop, ref }: System) => (await storedOrder(hub, shop, ref)).id;
				const TAKE: Readonly<Record<(typeof happenings)[number], () => Promise<unknown>>> = {
					cancel: async () => call(merchant, cancelOrder, { params: { order: await idOf(leader) } }),
					"hand-over": async () =>
						call(merchant, doOrderAction, { params: { order: await idOf(leader), action: "hand-over" } }),
					revive: async () =>
						call(merchant, doOrderAction, { params: { order: await idOf(leader), action: "revive" } }),
					"carry-out": carryOut,
					"change-by-hand": () => {
						Object.assign(follower, { status: "shipped", revision: follower.revision + 1 });
						follower.log.push("by hand");
						return deliver(follower);
					},
					"pay-all": async () => payments.push(await pay(hub, both.shop, number, 10_000)),
					"pay-part": async () => payments.push(await pay(hub, both.shop, number, 2_500)),
					"pay-follower": async () => payments.push(await pay(hub, both.erp, follower.ref, 10_000)),
					undo: async () => {
						const assignment = payments.pop();
						return assignment !== undefined && call(merchant, undoAssignment, { params: { assignment } });
					},
					link: () => setLinked(true),
					unlink: () => setLinked(false),
					"deliver-again": () => Promise.all([deliver(leader), deliver(follower)]),
				};

				await setLinked(true);
				let linked = true;
				await deliver(leader);
				await deliver(follower);
				for (const one of happenings) {
					if (one === "unlink" && !linked) continue;
					// Not everything is allowed in every state.
					await TAKE[one]().catch((error: unknown) => expect(String(error)).toMatch(/CONFLICT/));
					if (one === "link" || one === "unlink") linked = one === "link";
				}
				const states = async () =>
					[
						(await storedOrder(hub, both.shop, number)).state,
						(await storedOrder(hub, both.erp, follower.ref)).state,
					] as const;
				/** What the follower's system is to show; null: whatever it does, but no mark. */
				async function wanted(): Promise<string | null | undefined> {
					const [state, own] = await states();
					if (own === "removedExternally" || follower.log.at(-1) === "by hand") return undefined;
					return linked && !["paid", "overpaid"].includes(own) ? (MARKS[state] ?? null) : null;
				}
				async function shows(): Promise<boolean> {
					while (await carryOut());
					const mark = await wanted();
					if (mark === undefined) return true;
					return mark === null ? !Object.values(MARKS).includes(follower.status) : follower.status === mark;
				}
				const says = `${happenings.join()}: ${follower.log.join()}`;
				await expect.poll(shows, { timeout: 5_000, interval: 10, message: says }).toBe(true);
				for (const [at, status] of follower.log.entries()) {
					if (Object.values(MARKS).includes(status)) expect(follower.log[at - 1], says).not.toBe(status);
				}
			},
		),
		{ numRuns: 15, endOnFailure: true },
	);
}

async function mapMarks({ sql }: TestHub, { id }: TestShop): Promise<void> {
	const written = { paid: "completed", ...MARKS, paymentRevoked: "shipped" };
	const entries = Object.entries(written).map(([what, status]) => [what, { machine: "order", status }]);
	await sql.query(
		`UPDATE connections SET mapping = jsonb_set(mapping, '{statuses,invoice,written}', $2) WHERE id = $1`,
		[id, JSON.stringify(Object.fromEntries(entries))],
	);
}
