import { randomUUID } from "node:crypto";
import {
	type BookkeepingExport,
	type ClientOptions,
	call,
	createBookkeepingExport,
	type DatevNumbers,
	getBookkeepingCsv,
	getDatevFile,
	putBookkeepingSettings,
} from "@kontor/protocol";
import { connectShop, MAPPING, order, type TestShop } from "../support/connected-shop.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

export const IBAN = "DE89370400440532013000";

export const DATEV = {
	consultant: 29_098,
	client: 55_003,
	banks: { "DE89 3704 0044 0532 0130 00": "1200" },
	accounts: { cashDiscount: "8736", bankCharges: "4970", differences: "4900", fees: "2700", interest: "2650" },
	debtors: "10000",
};

/** A merchant with a shop and one bank account, whose money the tests move directly. */
export class Books {
	hub!: TestHub;
	shop!: TestShop;
	merchant!: ClientOptions & { readonly id: string };
	#refs = 0;

	async open(): Promise<void> {
		this.hub = await startTestHub();
	}

	async begin(): Promise<void> {
		await this.#newMerchant();
		this.shop = await connectShop(this.hub, { merchant: this.merchant });
	}

	/** A merchant whose shop nobody reads, and his only order: much sooner there. @returns the order */
	async beginWithOrder(minor: number): Promise<string> {
		await this.#newMerchant();
		const [connection, id, now] = [randomUUID(), randomUUID(), this.hub.now()];
		await this.insert("connections", {
			id: connection,
			plugin: "test-shop",
			name: "Shop",
			url: "https://shop.test",
			state: "connected",
			config: "{}",
			webhook_keys: "",
			mapping: JSON.stringify(MAPPING),
			created_at: now,
		});
		await this.insert("orders", {
			id,
			connection_id: connection,
			ref: "1",
			number: "N1",
			revision: 1,
			placed_at: now,
			recorded_at: now,
			currency: "EUR",
			amount: minor,
			received_in_shop: 0,
			payment_code: "prepayment",
			lifecycle: "managed",
			state: "open",
			open_in_shop: true,
			body: JSON.stringify(order("1", { amount: { minor, currency: "EUR" } }).order),
			content_hash: Buffer.from(id),
			created_at: now,
			updated_at: now,
		});
		return id;
	}

	async #newMerchant(): Promise<void> {
		this.hub.setClock("2026-11-01T08:00:00Z");
		this.merchant = await this.hub.newMerchant();
		await this.insert("accounts", {
			id: this.merchant.id,
			name: "Giro",
			number: IBAN,
			currency: "EUR",
			assign_from: "2026-01-01",
			connections: [],
			countries: [],
			created_at: this.hub.now(),
		});
	}

	order = async (changes: Parameters<typeof order>[1] = {}): Promise<string> => {
		const ref = String(++this.#refs);
		await this.shop.deliver(order(ref, changes));
		return (await this.shop.order(ref)).id;
	};

	posting = async (day: string, minor: number, more: Record<string, unknown> = {}): Promise<string> => {
		const id = randomUUID();
		await this.insert("postings", {
			id,
			account_id: this.merchant.id,
			import_id: id,
			booking_day: day,
			amount: minor,
			currency: "EUR",
			counterparty_name: "Erika Muster",
			remittance: "",
			status: "booked",
			source_format: "test",
			content_key: Buffer.from(id),
			occurrence: 1,
			body: "{}",
			created_at: this.hub.now(),
			// The machine leaves alone what a person decided about.
			outcome: "review",
			decided_by: "person",
			...more,
		});
		return id;
	};

	/** Books a part of a posting, or with amount 0 what settles an order besides. */
	assign = async (posting: string | null, orderId: string, kind: string, minor: number): Promise<string> => {
		const id = randomUUID();
		const isMoney = kind === "payment" || kind === "surplus";
		await this.insert("assignments", {
			id,
			posting_id: posting,
			order_id: orderId,
			kind,
			amount: isMoney ? minor : 0,
			order_amount: minor,
			decided_by: "person",
			evidence: "[]",
			created_at: this.hub.now(),
		});
		return id;
	};

	undo = (assignment: string) =>
		this.hub.sql.query("UPDATE assignments SET undone_at = $2 WHERE id = $1", [assignment, this.hub.now()]);

	/** Money that went back, or with a positive amount came back to the merchant again. @returns its booking */
	repaid = async (orderId: string, day: string, minor: number, charges = 0): Promise<string> => {
		const [repayment, booking, endToEndId] = [randomUUID(), randomUUID(), `KR-${randomUUID()}`];
		const posting = await this.posting(day, minor, { end_to_end_id: endToEndId, outcome: "assigned" });
		const amount = Math.abs(minor) + charges;
		const payee = { payee: "Erika Muster", iban: IBAN, text: "" };
		const now = this.hub.now();
		await this.insert("repayments", {
			...payee,
			id: repayment,
			order_id: orderId,
			amount,
			currency: "EUR",
			confirmed: false,
			state: "done",
			arranged_by: "x",
			arranged_at: now,
			updated_at: now,
		});
		await this.insert("repayment_transfers", {
			...payee,
			end_to_end_id: endToEndId,
			repayment_id: repayment,
			batch_id: repayment,
			amount,
			sent_at: now,
		});
		await this.insert("repayment_bookings", {
			id: booking,
			repayment_id: repayment,
			end_to_end_id: endToEndId,
			posting_id: posting,
			kind: minor < 0 ? "left" : "returned",
			charges,
			decided_by: "machine",
			created_at: now,
		});
		return booking;
	};

	/** It was another posting. */
	notRepaid = (booking: string) =>
		this.hub.sql.query("UPDATE repayment_bookings SET undone_at = $2 WHERE id = $1", [booking, this.hub.now()]);

	settings = (datev: Partial<DatevNumbers> = {}) =>
		call(this.merchant, putBookkeepingSettings, { body: { datev: { ...DATEV, ...datev } } });

	export = (from: string, to: string): Promise<BookkeepingExport> =>
		call(this.merchant, createBookkeepingExport, { body: { from, to } });

	csv = async ({ id }: BookkeepingExport): Promise<string[][]> => {
		const bytes = await call(this.merchant, getBookkeepingCsv, { params: { export: id } });
		return rowsOf(new TextDecoder().decode(bytes)).slice(1);
	};

	datev = async ({ id }: BookkeepingExport): Promise<string[][]> => {
		const bytes = await call(this.merchant, getDatevFile, { params: { export: id } });
		return rowsOf(new TextDecoder("windows-1252").decode(bytes)).slice(2);
	};

	insert = (table: string, columns: Record<string, unknown>) => {
		const row = { merchant_id: this.merchant.id, ...columns };
		const names = Object.keys(row);
		return this.hub.sql.query(
			`INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
			Object.values(row),
		);
	};
}

function rowsOf(text: string): string[][] {
	return text
		.trimEnd()
		.split("\r\n")
		.map((line) => line.split(";"));
}
