import type { Day, Order, PaymentCode } from "@kontor/connector";
import { type Assignment, createEngine, type Decision, type MatchOrder, type MatchPosting } from "@kontor/matching";
import { type Lifecycle, outstanding, type Settlement, standing } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { settingsOf } from "../merchants/settings.ts";
import { type SettlementColumns, settlementOf } from "../orders/tracked-order.ts";

interface Row extends SettlementColumns {
	id: string;
	connection_id: string;
	number: string;
	payment_code: PaymentCode;
	lifecycle: Lifecycle;
	placed_on: Day;
	test_system: boolean;
	stamp: string;
	customer: Order["customer"];
	invoice_number: string | null;
	terms: Order["paymentTerms"] | null;
	additional_numbers: string[] | null;
}

/** What decisions are made on: an order's money and lifecycle at one moment. */
export interface Standpoint {
	readonly lifecycle: Lifecycle;
	readonly settlement: Settlement;
}

interface Kept extends Standpoint {
	readonly row: Row;
}

/** Months for which settled and cancelled orders speak against mistakes. */
const EVIDENCE_MONTHS = 18;

/** A state that waits for money, however old the order is. */
const WAITING = ["open", "partiallyPaid", "overdue", "debtCollection", "notManaged", "monitoring"];

/** The merchant's orders as the engine knows them: read once, then kept current by what changes. */
export class OrderBook {
	readonly #engine = createEngine();
	readonly #orders = new Map<string, Kept>();
	#revives = false;

	/** Reads what is new or changed since the last time. */
	async refresh(tx: MerchantTransaction): Promise<void> {
		const { paymentForCancelled } = await settingsOf(tx);
		const revives = paymentForCancelled === "revive";
		const all = this.#orders.size === 0 || revives !== this.#revives;
		this.#revives = revives;
		const changed = all ? null : await this.#changedSince(tx);
		if (changed?.length === 0) return;
		const rows = await tx.query<Row>(
			`SELECT o.id, o.connection_id, o.number, o.currency, o.amount, o.received_in_shop, o.reported_by_us, o.assigned,
			        o.settled_otherwise, o.repaid, o.payment_code, o.lifecycle, c.test_system, ${STAMP} AS stamp,
			        (o.placed_at AT TIME ZONE m.time_zone)::date::text AS placed_on, o.body->'customer' AS customer,
			        o.body->'invoice'->>'number' AS invoice_number, o.body->'paymentTerms' AS terms,
			        o.body->'additionalNumbers' AS additional_numbers
			   FROM ${RELEVANT} AND ($4::uuid[] IS NULL OR o.id = ANY($4::uuid[])) ORDER BY o.id`,
			...relevant(tx),
			changed,
		);
		for (const row of rows) this.#keep({ row, lifecycle: row.lifecycle, settlement: settlementOf(row) });
	}

	decide(posting: MatchPosting): Decision {
		return this.#engine.decide(posting);
	}

	/** What the next decision has to know of this one. */
	book(assignments: readonly Assignment[]): void {
		for (const { order, orderMinor, kind } of assignments) {
			const kept = this.#orders.get(order);
			if (kept === undefined) throw new Error(`the engine assigned to an unknown order ${order}`);
			const { settlement } = kept;
			const paid = kind === "payment" || kind === "surplus";
			this.#keep({
				...kept,
				settlement: {
					...settlement,
					assigned: settlement.assigned + (paid ? orderMinor : 0),
					besides: { ...settlement.besides, tolerance: settlement.besides.tolerance + (paid ? 0 : orderMinor) },
				},
			});
		}
	}

	/** An order as it was read, before what was booked since. */
	asRead(order: string): Standpoint | undefined {
		const row = this.#orders.get(order)?.row;
		return row && { lifecycle: row.lifecycle, settlement: settlementOf(row) };
	}

	async #changedSince(tx: MerchantTransaction): Promise<string[]> {
		const rows = await tx.query<{ id: string; stamp: string }>(
			`SELECT o.id, ${STAMP} AS stamp FROM ${RELEVANT}`,
			...relevant(tx),
		);
		const present = new Set(rows.map(({ id }) => id));
		for (const id of this.#orders.keys()) {
			if (present.has(id)) continue;
			this.#orders.delete(id);
			this.#engine.remove(id);
		}
		return rows.filter(({ id, stamp }) => this.#orders.get(id)?.row.stamp !== stamp).map(({ id }) => id);
	}

	#keep(kept: Kept): void {
		this.#orders.set(kept.row.id, kept);
		this.#engine.upsert(matchOrder(kept, this.#revives));
	}
}

const STAMP = `o.version || ' ' || o.assigned || ' ' || o.settled_otherwise || ' ' || c.test_system`;
const RELEVANT = `orders o
	JOIN connections c ON c.merchant_id = o.merchant_id AND c.id = o.connection_id
	JOIN merchants m ON m.id = o.merchant_id
	WHERE o.merchant_id = $1::uuid AND (o.state = ANY($2) OR o.placed_at >= $3)`;

function relevant({ merchantId, now }: MerchantTransaction): [string, string[], Date] {
	return [merchantId, WAITING, evidenceSince(now)];
}

/** From when on decided postings and settled orders still count. */
export function evidenceSince(now: Date): Date {
	const since = new Date(now);
	since.setUTCMonth(since.getUTCMonth() - EVIDENCE_MONTHS);
	return since;
}

function matchOrder({ row, lifecycle, settlement }: Kept, revives: boolean): MatchOrder {
	const { customer } = row;
	const { currency } = settlement;
	const stands = standing(lifecycle, settlement, row.payment_code);
	return {
		id: row.id,
		shop: row.connection_id,
		number: row.number,
		invoiceNumber: row.invoice_number ?? undefined,
		customerNumber: customer.number,
		name: customer.name,
		company: customer.company,
		email: customer.email,
		postcode: customer.billing.postcode,
		city: customer.billing.city,
		additionalNames: [customer.billing.name, customer.billing.company].filter((name) => name !== undefined),
		additionalNumbers: row.additional_numbers ?? [],
		amount: { minor: settlement.amount, currency },
		open: { minor: outstanding(settlement), currency },
		placedAt: row.placed_on,
		paymentCode: row.payment_code,
		terms: row.terms ?? undefined,
		// D6: by the merchant's setting such a payment is booked like any other.
		standing: stands === "cancelled" && revives ? "open" : stands,
		testSystem: row.test_system,
	};
}
