import { assignPosting, ProblemError, rejectPosting } from "@kontor/protocol";
import { addDays } from "@kontor/receivables";
import type { World } from "@kontor/receivables/simulation";
import type { Client } from "pg";

import type { KillableHub } from "./killable-hub.ts";
import type { YearMerchant } from "./open-shop.ts";
import type { YearPayment } from "./year-bank.ts";

interface Waiting {
	readonly payment: YearPayment;
	readonly posting: string;
	/** Since when he knows it: both the posting and its order are there. */
	since: string | null;
}

interface Seen {
	readonly id: string;
	readonly outcome: string | null;
}

/** Who looks through what the machine leaves to a person, each morning, and knows what each payment was for. */
export class Clerk {
	readonly #hub: KillableHub;
	readonly #sql: Client;
	readonly #world: World;
	readonly #merchant: YearMerchant;
	#waiting: Waiting[] = [];
	/** How many postings he decided. */
	decided = 0;

	constructor(hub: KillableHub, sql: Client, world: World, merchant: YearMerchant) {
		this.#hub = hub;
		this.#sql = sql;
		this.#world = world;
		this.#merchant = merchant;
	}

	/** Postings that a statement brought. */
	async takes(payments: readonly YearPayment[]): Promise<void> {
		for (const payment of payments) {
			const { rows } = await this.#sql.query<Seen>(
				"SELECT id, outcome FROM postings WHERE merchant_id = $1 AND counterparty_iban = $2 AND booking_day = $3 AND amount = $4",
				[this.#merchant.id, payment.iban, payment.event.on, payment.event.minor],
			);
			if (rows.length !== 1) throw new Error(`${rows.length} postings of ${payment.order} on ${payment.event.on}`);
			this.#waiting.push({ payment, posting: rows[0]?.id ?? "", since: null });
		}
	}

	/** Decides what is his today. */
	async works(day: string): Promise<void> {
		for (const waiting of this.#waiting) await this.#decides(waiting, day);
		const { rows } = await this.#sql.query<{ id: string }>(
			"SELECT id FROM postings WHERE id = ANY($1) AND (outcome = 'assigned' OR decided_by = 'person')",
			[this.#waiting.map(({ posting }) => posting)],
		);
		const done = new Set(rows.map(({ id }) => id));
		this.#waiting = this.#waiting.filter(({ posting }) => !done.has(posting));
	}

	async #decides(waiting: Waiting, day: string): Promise<void> {
		const { payment, posting } = waiting;
		const { rows } = await this.#sql.query<{ id: string; state: string; code: string; outcome: string | null }>(
			`SELECT o.id, o.state, o.payment_code AS code, p.outcome FROM orders o JOIN postings p ON p.id = $3
			  WHERE o.merchant_id = $1 AND o.ref = $2`,
			[this.#merchant.id, payment.order, posting],
		);
		const [order] = rows;
		if (order === undefined) return;
		waiting.since ??= day;
		if (order.outcome === "assigned" || addDays(waiting.since, payment.event.reviewDays) > day) return;
		this.decided++;
		const asks = order.state === "cancelled" || (order.state === "overdue" && order.code === "cashOnDelivery");
		if (asks && this.#world.paymentForCancelled === "review") {
			await this.#hub.call(this.#merchant.key, rejectPosting, { params: { posting } });
			return;
		}
		await this.#hub.call(this.#merchant.key, assignPosting, {
			params: { posting },
			body: { orders: [{ order: order.id, minor: payment.event.minor }] },
		});
	}
}

/** Where a person asks for what is not offered any more, nothing happens. */
export async function unlessRefused(asked: Promise<unknown>): Promise<void> {
	try {
		await asked;
	} catch (error) {
		if (!(error instanceof ProblemError) || error.problem.status !== 409) throw error;
	}
}
