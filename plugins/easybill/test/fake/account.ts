import type { Effect } from "@kontor/conformance";
import { OrderRef } from "@kontor/connector";
import { wallInBerlin } from "../../src/berlin-time.ts";
import type { Document, DocumentPayment, Login, WebHook } from "./schema.ts";

export interface AccountOptions {
	readonly now?: () => Date;
	/** easybill's 1000: how many items a page has at most. */
	readonly mostPerPage?: number;
	/** At most so many calls in any so many milliseconds; left out: as many as one likes. */
	readonly rate?: { readonly requests: number; readonly ms: number };
	/** Reading and writing calls arrive, and are answered, within so many milliseconds; left out: at once. */
	readonly latencyMs?: { readonly read: number; readonly write: number };
	/** Newest first, as somebody may sort them; left out: in the order of their ids. */
	readonly newestFirst?: boolean;
}

/** What is wrong with the account's access to the API. */
export type Refused = "plan" | null;

/** An account of easybill in memory. */
export class Account {
	readonly apiKey = "eb-7f3a9c51d2e84b60";
	readonly documents = new Map<number, Document>();
	readonly payments = new Map<number, DocumentPayment>();
	readonly webhooks = new Map<number, WebHook>();
	readonly logins: Login[] = [login(9000, "ASSISTANT"), login(4711, "ADMIN"), login(5200, "ADMIN")];
	readonly effects: Effect[] = [];
	/** Every call: when it came, what was answered, and the document it named. */
	readonly calls: {
		readonly at: number;
		readonly what: string;
		readonly status: number;
		readonly document: number | null;
	}[] = [];
	refused: Refused = null;
	readonly options: AccountOptions;
	#lastId = 85_000_000;
	#lastNumber = 1000;

	constructor(options: AccountOptions = {}) {
		this.options = options;
	}

	now(): Date {
		return this.options.now?.() ?? new Date();
	}

	/** What the wall in Berlin shows, and the account writes. */
	wall(): string {
		return wallInBerlin(this.now());
	}

	nextId(): number {
		return ++this.#lastId;
	}

	nextNumber(prefix: string): string {
		return `${prefix}-2026-${++this.#lastNumber}`;
	}

	happened(id: number, what: string): void {
		this.effects.push({ ref: OrderRef.parse(String(id)), what });
	}

	/** Payments are not said to touch the time of change, and here do not. */
	settle(document: Document, closes = false): void {
		const paid = this.paymentsOf(document.id).filter(({ is_overdue_fee }) => !is_overdue_fee);
		document.paid_amount = paid.reduce((sum, { amount }) => sum + amount, 0);
		const covered = document.paid_amount >= document.amount || (closes && document.paid_amount > 0);
		document.paid_at = covered ? (paid.at(-1)?.payment_at ?? null) : null;
	}

	paymentsOf(id: number): DocumentPayment[] {
		return [...this.payments.values()].filter(({ document_id }) => document_id === id);
	}
}

function login(id: number, login_type: Login["login_type"]): Login {
	return {
		id,
		first_name: "Ada",
		last_name: "Muster",
		display_name: "Ada Muster",
		email: `login-${id}@example.org`,
		login_type,
		locale: "de",
		time_zone: "Europe/Berlin",
	};
}
