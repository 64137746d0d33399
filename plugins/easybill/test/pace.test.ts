import { randomUUID } from "node:crypto";
import { Command, type Connector } from "@kontor/connector";
import { expect, it } from "vitest";
import { pay, write } from "./fake/document-life.ts";
import { startHosted } from "./hosted.ts";

/** A minute of easybill's, in this test's time. */
const MINUTE_MS = 500;

/** The same limits, with minutes that are over sooner. */
function hurried({ manifest, ...connector }: Connector): Connector {
	const { window, byConfig, ...limits } = manifest.limits;
	const sooner = ({ requests }: { requests: number }) => ({ requests, seconds: MINUTE_MS / 1000 });
	const values = Object.entries(byConfig?.values ?? {}).map(([plan, { window: own, ...given }]) => [
		plan,
		{ ...given, requestsPerSecond: 1000, concurrency: 10, ...(own === undefined ? {} : { window: sooner(own) }) },
	]);
	return {
		...connector,
		manifest: {
			...manifest,
			limits: {
				...limits,
				requestsPerSecond: 1000,
				...(window === undefined ? {} : { window: sooner(window) }),
				byConfig: { field: byConfig?.field ?? "", values: Object.fromEntries(values) },
			},
		},
	};
}

it.each([
	{ plan: "PLUS" as const, requests: 10, invoices: 6 },
	{ plan: "BUSINESS" as const, requests: 60, invoices: 32 },
])(
	"$plan: under load no more than $requests calls in any minute, and every payment once",
	{ timeout: 15_000 },
	async ({ plan, requests, invoices }) => {
		const hosted = await startHosted({ plan, rate: { requests, ms: MINUTE_MS }, wrapped: hurried });
		const { fake, hub, connection } = hosted;
		try {
			const open = Array.from({ length: invoices }, () => write(fake.account));
			const paid = open.map(({ id }) =>
				hub.command(
					connection,
					Command.parse({
						kind: "mark-paid",
						id: randomUUID(),
						orderRef: String(id),
						issuedAt: new Date().toISOString(),
						expect: { invoice: "open" },
						status: null,
						amount: { minor: 10_000, currency: "EUR" },
						paidOn: "2026-11-22",
						bankReference: "NTRF",
					}),
				),
			);
			const pulled = hub.pull(connection);
			for (const ended of await Promise.all(paid)) {
				expect(ended).toMatchObject({ kind: "outcome", outcome: { status: "applied" } });
			}
			expect(await pulled).toMatchObject({ kind: "result" });
			expect(await hub.request(connection, "compare")).toMatchObject({ kind: "result" });
			const { calls } = fake.account;
			expect(calls.filter(({ status }) => status === 429)).toEqual([]);
			expect(calls.length, "more than two minutes' worth").toBeGreaterThan(2 * requests);
			for (const { at } of calls) {
				const inMinute = calls.filter((other) => other.at > at - MINUTE_MS && other.at <= at);
				expect(inMinute.length).toBeLessThanOrEqual(requests);
			}
			for (const { id } of open) expect(fake.account.paymentsOf(id)).toHaveLength(1);
		} finally {
			await hosted.close();
		}
	},
);

it("a comparison that misses more invoices than a lease allows to read comes to an end all the same", async () => {
	const options = { plan: "PLUS" as const, rate: { requests: 10, ms: MINUTE_MS }, leaseSeconds: 1.5, wrapped: hurried };
	const hosted = await startHosted(options);
	const { fake, hub, connection } = hosted;
	try {
		const invoices = Array.from({ length: 60 }, () => write(fake.account));
		await hub.pull(connection);
		for (const invoice of invoices) pay(fake.account, invoice, { amount: 10_000, payment_at: "2026-11-20" });
		const open = () => [...hub.book(connection).orders.values()].filter(({ statuses }) => statuses.invoice === "open");
		const left = [open().length];
		while (left[0] !== 0 && left.length < 10) {
			await hub.request(connection, "compare");
			left.unshift(open().length);
		}
		expect(left.length, `still open after each: ${left.toReversed().join(", ")}`).toBeGreaterThan(3);
		expect(left[0]).toBe(0);
	} finally {
		await hosted.close();
	}
}, 20_000);
