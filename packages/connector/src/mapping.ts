import * as z from "zod";
import type { Order, Statuses } from "./order.ts";
import { Instant } from "./time.ts";

/** What a payment method of a shop means to Kontor (PRODUCT, Words). `monitored`: watched only (L3). */
export const PaymentCode = z.enum(["prepayment", "invoice", "cashOnDelivery", "monitored"]);
export type PaymentCode = z.infer<typeof PaymentCode>;

/** One status of one machine: what a write-back sets. */
export const StatusEntry = z.object({ machine: z.string(), status: z.string() });
export type StatusEntry = z.infer<typeof StatusEntry>;

/** What Kontor may have to tell a shop; each may be mapped to a status (PRODUCT A5). */
export const WRITTEN = ["paid", "partiallyPaid", "cancelled", "overdue", "debtCollection", "paymentRevoked"] as const;
export type Written = (typeof WRITTEN)[number];

/** The statuses of one payment code: which count as open, and which is written for what. */
export const StatusMapping = z.object({
	/** An order is open when every machine named here has one of its statuses: an AND over machines. */
	open: z.record(z.string(), z.array(z.string()).min(1)),
	written: z.partialRecord(z.enum(WRITTEN), StatusEntry),
});
export type StatusMapping = z.infer<typeof StatusMapping>;

/** The merchant's mapping of one connection (PRODUCT A3 to A5). A method that is not named is not read. */
export const Mapping = z
	.object({
		paymentMethods: z.record(z.string(), PaymentCode),
		statuses: z.partialRecord(PaymentCode, StatusMapping),
	})
	.meta({ id: "Mapping" });
export type Mapping = z.infer<typeof Mapping>;

/** What a host reads for one connection: the mapping, and the moment T of the first connection (PRODUCT A7). */
export const Scope = z.object({
	mapping: Mapping,
	/** T by the shop's clock. */
	connectedAt: Instant,
});
export type Scope = z.infer<typeof Scope>;

export function paymentCodeOf(order: Pick<Order, "paymentMethod">, mapping: Mapping): PaymentCode | null {
	return mapping.paymentMethods[order.paymentMethod.id] ?? null;
}

/** Written by Kontor while money is still missing: such an order is as open as before (PRODUCT A5). */
const STILL_OPEN: readonly Written[] = ["partiallyPaid", "overdue", "debtCollection", "paymentRevoked"];

/** Whether the shop's statuses and payment method make this order one that waits for money. */
export function countsAsOpen(order: Pick<Order, "paymentMethod" | "statuses">, mapping: Mapping): boolean {
	const code = paymentCodeOf(order, mapping);
	const statuses = code === null ? undefined : mapping.statuses[code];
	if (statuses === undefined) return false;
	return Object.entries(statuses.open).every(([machine, open]) => {
		const status = order.statuses[machine];
		return status !== undefined && (open.includes(status) || writtenWhileOpen(statuses, machine, status));
	});
}

/** The statuses of one machine with which an order may count as open: what a shop is asked for. */
export function openStatuses(mapping: Mapping, machine: string): string[] {
	const statuses = Object.values(mapping.statuses).flatMap(({ open, written }) => [
		...(open[machine] ?? []),
		...STILL_OPEN.flatMap((name) => (written[name]?.machine === machine ? [written[name].status] : [])),
	]);
	return [...new Set(statuses)];
}

function writtenWhileOpen(mapping: StatusMapping, machine: string, status: string): boolean {
	return STILL_OPEN.some((name) => holds(mapping.written[name], { [machine]: status }));
}

/** Whether the shop already shows this status. */
export function holds(entry: StatusEntry | undefined, statuses: Statuses): boolean {
	return entry !== undefined && statuses[entry.machine] === entry.status;
}
