import { randomUUID } from "node:crypto";
import {
	call,
	createAccount,
	getOrderPlan,
	importStatement,
	type OrderPlan,
	putReceivablesSettings,
	runDunning,
	runOrderDunning,
} from "@kontor/protocol";
import { MessageWorld } from "../messages/message-world.ts";
import { connectShop, MANIFEST, order, type TestShop } from "../support/connected-shop.ts";
import { type Booked, mt940, OWN_IBAN } from "../support/statements.ts";
import type { TestHub } from "../support/test-hub.ts";

export const DAY_MS = 24 * 60 * 60_000;

/** A merchant with a shop, an account whose statements come every morning, and a mail server. */
export class RemindingWorld extends MessageWorld {
	shop!: TestShop;
	account!: string;
	#host: Awaited<ReturnType<TestHub["newHost"]>> | undefined;
	#statement = 0;
	#balance = 0;
	#from = "2026-11-01";

	override async begin(): Promise<void> {
		this.hub.setClock("2026-11-02T08:00:00Z");
		await super.begin();
		this.#host ??= await this.hub.newHost(MANIFEST);
		this.shop = await connectShop(this.hub, { merchant: this.merchant, host: this.#host });
		const body = { name: "Girokonto", number: OWN_IBAN, assignFrom: "2026-11-01" };
		this.account = (await call(this.merchant, createAccount, { body })).id;
		this.#statement = 0;
		this.#balance = 0;
		this.#from = "2026-11-01";
		await this.morning();
	}

	/** The bank's statement until the evening before, and the shop answers. */
	morning = async (...booked: readonly Partial<Booked>[]) => {
		const evening = new Date(this.hub.now().getTime() - DAY_MS).toISOString().slice(0, 10);
		const bookings = booked.map(
			(one): Booked => ({ day: evening, minor: 10_000, name: "Erika Muster", text: "", ...one }),
		);
		const file = mt940(bookings, {
			number: `${++this.#statement}/1`,
			opening: this.#balance,
			from: this.#from,
			to: evening,
		});
		this.#balance += bookings.reduce((sum, { minor }) => sum + minor, 0);
		this.#from = evening;
		await call(this.merchant, importStatement, { params: { account: this.account }, body: file });
		await this.hub.sql.query("UPDATE connections SET reached_at = $2 WHERE id = $1", [this.shop.id, this.hub.now()]);
	};

	/** Days pass, each with its statement and its run. */
	days = async (count: number) => {
		for (let day = 0; day < count; day++) {
			this.hub.advance(DAY_MS);
			await this.morning();
			await this.run();
		}
	};

	/** The same days at once: one statement, and what is due by then. */
	afterDays = async (count: number) => {
		this.hub.advance(count * DAY_MS);
		await this.morning();
		await this.run();
	};

	/** What is due is done, jobs included, and sent. */
	override run = async () => {
		await call(this.merchant, runDunning, {});
		await this.jobsDone();
		await this.send();
	};

	jobsDone = async () => {
		for (let tries = 0; ; tries++) {
			const { rows } = await this.hub.sql.query("SELECT FROM graphile_worker._private_jobs");
			if (rows.length === 0) return;
			if (tries > 500) throw new Error("jobs never end");
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
	};

	/** A new order by bank transfer; its payment information leaves at once. */
	place = async (ref: string, changes: Parameters<typeof order>[1] = {}) => {
		const now = this.hub.now().toISOString();
		const customer = {
			name: "Erika Muster",
			email: `kunde-${ref}@kunde.example`,
			language: "de",
			billing: { city: "Berlin", country: "DE" },
		};
		await this.shop.deliver(order(ref, { placedAt: now, recordedAt: now, customer, ...changes }));
		await this.jobsDone();
		await this.hub.hub.messageRuns.idle();
		const { rows } = await this.hub.sql.query<{ id: string }>(
			"SELECT id FROM orders WHERE connection_id = $1 AND ref = $2",
			[this.shop.id, ref],
		);
		return rows[0]?.id ?? randomUUID();
	};

	plan = (id: string): Promise<OrderPlan> => call(this.merchant, getOrderPlan, { params: { order: id } });
	runOrder = (id: string): Promise<OrderPlan> => call(this.merchant, runOrderDunning, { params: { order: id } });
	settings = (body: Record<string, Record<string, unknown>>, connection?: string) =>
		call(this.merchant, putReceivablesSettings, { body, query: connection === undefined ? {} : { connection } });

	/** Subjects of what arrived, in the order it did. */
	subjects = () => this.sink.received.map(({ raw }) => decoded(/^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(raw)?.[1] ?? ""));
}

/** RFC 2047, as far as our own mails use it. */
function decoded(subject: string): string {
	return subject
		.replace(/\?=\s+=\?/g, "?==?")
		.replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, encoding: string, text: string) =>
			encoding.toUpperCase() === "B"
				? Buffer.from(text, "base64").toString("utf8")
				: decodeURIComponent(
						text
							.replaceAll("_", " ")
							.replace(/%/g, "%25")
							.replace(/=([0-9A-F]{2})/g, "%$1"),
					),
		)
		.replace(/\r\n[ \t]/g, " ");
}
