import { createHash, randomUUID } from "node:crypto";
import { type ClientOptions, call, createConnection } from "@kontor/protocol";
import { hashOfCode, hashOfShop } from "../../src/connections/from-shop/codes.ts";
import type { IdOf } from "./sample-request.ts";
import type { TestHub } from "./test-hub.ts";

/** In every text of the victim's: a stranger must never read it. */
export const CANARY = "CANARY-OF-THE-VICTIM";

export interface Victim {
	readonly merchant: ClientOptions;
	readonly host: ClientOptions;
	/** The victim's row that a parameter or a field of this name means. */
	readonly idOf: IdOf;
	/** All that is stored about him, as the owner of the database sees it. */
	everything(): Promise<readonly { readonly t: string; readonly row: unknown }[]>;
}

/** A merchant who has one of everything. */
export async function victimOf(
	hub: TestHub,
	merchant: ClientOptions & { readonly id: string; readonly host: ClientOptions & { readonly id: string } },
): Promise<Victim> {
	const { id: connection } = await call(merchant, createConnection, {
		body: { plugin: "testshop", name: CANARY, config: { url: "https://victim.example" }, secrets: { apiKey: CANARY } },
	});
	const ids: Record<string, string> = {
		merchant: merchant.id,
		host: merchant.host.id,
		connection,
		order: randomUUID(),
		leadingOrder: randomUUID(),
		leader: randomUUID(),
		follower: connection,
		account: randomUUID(),
		posting: randomUUID(),
		question: randomUUID(),
		assignment: randomUUID(),
		notification: randomUUID(),
		work: randomUUID(),
		statusRequest: randomUUID(),
		payer: randomUUID(),
		access: randomUUID(),
		message: randomUUID(),
		position: "0",
		action: "stop-reminders",
		answer: randomUUID(),
		repayment: randomUUID(),
		batch: randomUUID(),
		export: randomUUID(),
		case: randomUUID(),
		settlement: randomUUID(),
		challenge: randomUUID(),
		feedAccount: CANARY,
		integrationKey: randomUUID(),
		hostKey: "0123456789abcdef",
		ref: "1",
		document: CANARY,
		plugin: "testshop",
		nonce: "nonce-of-the-victim-0123",
		claimCode: "VICT-1MS0-C0DE",
		identity: "victim",
		relaunch: randomUUID(),
		step: "import",
	};
	const insert = (table: string, columns: Record<string, unknown>) => {
		const row = { merchant_id: merchant.id, ...columns };
		const names = Object.keys(row);
		return hub.sql.query(
			`INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
			Object.values(row),
		);
	};
	const at = hub.now();
	const importId = randomUUID();
	await hub.sql.query(
		"UPDATE connections SET state = 'connected', connected_at = $2, identity = 'victim' WHERE id = $1",
		[connection, at],
	);
	await insert("orders", {
		id: ids.order,
		connection_id: connection,
		ref: "1",
		number: CANARY,
		revision: 1,
		placed_at: at,
		recorded_at: at,
		currency: "EUR",
		amount: 1000,
		received_in_shop: 0,
		payment_code: "prepayment",
		lifecycle: "managed",
		state: "open",
		open_in_shop: true,
		body: JSON.stringify(ORDER),
		content_hash: Buffer.from("1"),
		created_at: at,
		updated_at: at,
	});
	await insert("connections", {
		id: ids.leader,
		plugin: "testshop",
		name: CANARY,
		url: "https://leader.example",
		state: "disconnected",
		config: "{}",
		webhook_keys: "",
		mapping: JSON.stringify({ paymentMethods: {}, statuses: {} }),
		created_at: at,
	});
	await insert("connection_links", {
		leader_id: ids.leader,
		follower_id: connection,
		created_by: CANARY,
		created_at: at,
	});
	await insert("orders", {
		id: ids.leadingOrder,
		connection_id: ids.leader,
		ref: "1",
		number: CANARY,
		revision: 1,
		placed_at: at,
		recorded_at: at,
		currency: "EUR",
		amount: 1000,
		received_in_shop: 0,
		payment_code: "prepayment",
		lifecycle: "managed",
		state: "open",
		open_in_shop: true,
		body: JSON.stringify(ORDER),
		content_hash: Buffer.from("1"),
		created_at: at,
		updated_at: at,
	});
	await insert("order_link_numbers", { order_id: ids.order, number: CANARY, names_other: true });
	await insert("order_links", {
		follower_order_id: ids.order,
		leader_order_id: ids.leadingOrder,
		tolerated: 0,
		made_by: "machine",
		made_at: at,
		ended_by: CANARY,
		ended_at: at,
	});
	await insert("linked_orders", { order_id: ids.order });
	await insert("accounts", {
		id: ids.account,
		name: CANARY,
		number: CANARY,
		currency: "EUR",
		assign_from: "2026-01-01",
		connections: [],
		countries: [],
		created_at: at,
	});
	await insert("postings", {
		id: ids.posting,
		account_id: ids.account,
		import_id: importId,
		booking_day: "2026-11-02",
		amount: 1000,
		currency: "EUR",
		remittance: CANARY,
		status: "booked",
		source_format: "mt940",
		content_key: Buffer.from("1"),
		occurrence: 1,
		body: "{}",
		outcome: "review",
		created_at: at,
	});
	await insert("assignments", {
		id: ids.assignment,
		posting_id: ids.posting,
		order_id: ids.order,
		kind: "payment",
		amount: 400,
		order_amount: 400,
		decided_by: "machine",
		evidence: "[]",
		created_at: at,
	});
	await insert("known_payers", {
		id: ids.payer,
		iban: "DE02120300000000202051",
		customer: `number ${CANARY}`,
		customer_number: CANARY,
		name: CANARY,
		payments: 1,
		last_paid_on: "2026-11-02",
	});
	await insert("judged_decisions", {
		posting_id: ids.posting,
		probability: 0.999,
		booked: true,
		was_right: true,
		judged_at: at,
	});
	await insert("posting_questions", {
		id: ids.question,
		account_id: ids.account,
		import_id: importId,
		booking_day: "2026-11-02",
		postings: "[]",
		asked_at: at,
	});
	const sealed = (place: string, value: unknown) => hub.hub.vault.seal(`${merchant.id}/${place}`, value);
	const ofAccess = (what: string, value: unknown) => sealed(`bank-accesses/${ids.access}/${what}`, value);
	await insert("bank_accesses", {
		id: ids.access,
		feed: "fake",
		name: CANARY,
		config: JSON.stringify({ bank: CANARY }),
		secrets: ofAccess("secrets", { pin: CANARY }),
		letter: ofAccess("letter", Buffer.from(CANARY).toString("base64")),
		state: "ready",
		wanted: "fetch",
		challenge_id: ids.challenge,
		challenge: ofAccess("challenge", { kind: "enter", text: { de: CANARY, en: CANARY }, picture: null }),
		created_at: at,
	});
	await insert("bank_access_accounts", { access_id: ids.access, feed_account: CANARY, account_id: ids.account });
	await insert("integration_keys", {
		id: ids.integrationKey,
		account_id: ids.account,
		key: sealed(`integration-keys/${ids.integrationKey}`, CANARY),
		created_at: at,
	});
	await insert("notifications", {
		id: ids.notification,
		code: "CANARY",
		cause_key: CANARY,
		text: JSON.stringify({ de: CANARY, en: CANARY }),
		about: "{}",
		created_at: at,
	});
	// About no order: what is about one goes when a shop has its orders erased, as one of the requests here does.
	await insert("messages", {
		id: ids.message,
		kind: "reminder",
		audience: "customer",
		channel: "email",
		cause_key: CANARY,
		recipient: `${CANARY}@kunde.example`,
		subject: CANARY,
		body: JSON.stringify({ text: CANARY, html: CANARY, optional: false }),
		state: "cancelled",
		only_while: [],
		created_at: at,
	});
	await insert("message_files", {
		message_id: ids.message,
		position: 0,
		name: `${CANARY}.pdf`,
		content_type: "application/pdf",
		bytes: Buffer.from(CANARY),
	});
	await insert("order_steps", {
		order_id: ids.order,
		kind: "reminder",
		level: 1,
		day: "2026-11-02",
		at,
		decided_by: "machine",
		amount: 1000,
		email: `${CANARY}@kunde.example`,
	});
	await insert("arrangements", { order_id: ids.order, blocked: true, updated_at: at });
	await insert("dunning_days", { day: "2026-11-01" });
	await insert("repayments", {
		id: ids.repayment,
		order_id: ids.order,
		amount: 100,
		currency: "EUR",
		payee: CANARY,
		iban: "DE02120300000000202051",
		text: CANARY,
		confirmed: false,
		state: "arranged",
		arranged_by: CANARY,
		arranged_at: at,
		updated_at: at,
	});
	await insert("repayment_transfers", {
		end_to_end_id: CANARY,
		repayment_id: ids.repayment,
		batch_id: ids.batch,
		amount: 100,
		payee: CANARY,
		iban: "DE02120300000000202051",
		text: CANARY,
		sent_at: at,
	});
	await insert("repayment_bookings", {
		repayment_id: ids.repayment,
		end_to_end_id: CANARY,
		posting_id: ids.posting,
		kind: "returned",
		charges: 0,
		decided_by: CANARY,
		created_at: at,
	});
	await insert("blocked_transfers", {
		end_to_end_id: CANARY,
		payee: CANARY,
		iban: CANARY,
		text: CANARY,
		blocked_at: at,
	});
	await insert("repayment_batches", {
		id: ids.batch,
		account_id: ids.account,
		created_by: CANARY,
		created_at: at,
		payments: 1,
		total: 100,
		file: CANARY,
	});
	await insert("payment_answers", {
		id: ids.answer,
		order_id: randomUUID(),
		at,
		note: CANARY,
		file_name: `${CANARY}.pdf`,
		content_type: "application/pdf",
		bytes: Buffer.from(`%PDF-${CANARY}`),
	});
	await insert("letter_services", { secrets: sealed("letter-service", { apiKey: CANARY }), updated_at: at });
	await insert("digests", { settings: JSON.stringify({ recipient: `${CANARY}@laden.example` }) });
	await insert("bookkeeping_exports", {
		id: ids.export,
		from_day: "2026-10-01",
		to_day: "2026-10-31",
		created_by: CANARY,
		created_at: at,
		csv: Buffer.from(CANARY),
		datev: Buffer.from(CANARY),
		summary: JSON.stringify({ entries: 0, corrections: 0, totals: [], leftOut: [], datev: true }),
	});
	await insert("bookkeeping_entries", {
		source: CANARY,
		export_id: ids.export,
		kind: "assignment",
		day: "2026-10-01",
		order_id: ids.order,
		amount: 1,
		currency: "EUR",
		body: JSON.stringify({ order: { number: CANARY, shop: CANARY } }),
	});
	await insert("collection_partners", {
		config: JSON.stringify({
			name: CANARY,
			creditor: { street: CANARY, postcode: CANARY, city: CANARY, country: "DE" },
		}),
		secrets: sealed("collection-partner", { key: CANARY }),
		updated_at: at,
	});
	await insert("collection_cases", {
		id: ids.case,
		order_id: ids.order,
		state: "ready",
		facts: JSON.stringify({ contractObject: CANARY }),
		created_at: at,
	});
	await insert("settlements", {
		id: ids.settlement,
		source: CANARY,
		key: CANARY,
		state: "open",
		currency: "EUR",
		lines: JSON.stringify([{ reference: CANARY, gross: 1000, fee: 0 }]),
		created_at: at,
	});
	await insert("payout_questions", {
		posting_id: ids.posting,
		connection_id: connection,
		state: "missing",
		asked_at: at,
	});
	await insert("young_orders", { connection_id: connection, ref: CANARY, read_at: at });
	await insert("bounce_mailboxes", { secrets: sealed("bounce-mailbox", { password: CANARY }), updated_at: at });
	await insert("message_texts", { kind: "reminder", locale: "de", subject: CANARY, body: CANARY, updated_at: at });
	await insert("mail_servers", { secrets: sealed("mail-server", { password: CANARY }), updated_at: at });
	await insert("work", {
		id: ids.work,
		connection_id: connection,
		kind: "request",
		lane: CANARY,
		body: JSON.stringify({ request: "watch-webhooks", input: { text: CANARY } }),
		state: "leased",
		attempts: 1,
		due_at: new Date(at.getTime() + 60_000),
		created_at: at,
	});
	await insert("status_requests", {
		connection_id: connection,
		id: ids.statusRequest,
		subject: CANARY,
		body: JSON.stringify({
			id: ids.statusRequest,
			subject: CANARY,
			platform: { plugin: "testshop", shop: null },
			orderNumber: CANARY,
			from: "open",
			to: "shipped",
			status: null,
			shipments: [],
			mail: null,
		}),
		state: "done",
		created_at: at,
		settled_at: at,
	});
	await insert("status_request_searches", {
		connection_id: connection,
		request_id: ids.statusRequest,
		shop_id: connection,
		work_id: ids.work,
		round: 1,
		asked_at: at,
		found: JSON.stringify([{ ref: "1", number: CANARY, statuses: { order: "open" }, email: CANARY }]),
	});
	await insert("installations", {
		nonce_hash: createHash("sha256").update("nonce-of-the-victim-0123").digest(),
		plugin: "testshop",
		connection_id: connection,
		expires_at: new Date(at.getTime() + 60_000),
	});
	await insert("shop_installations", {
		id: randomUUID(),
		plugin: "testshop",
		host_id: ids.host,
		identity_hash: hashOfShop("testshop", "claimed"),
		claim_hash: hashOfCode("VICT-1MS0-C0DE"),
		connection_id: connection,
		created_at: at,
		expires_at: new Date(at.getTime() + 60_000),
	});
	await insert("changes", { at, event: "claimed", cause: JSON.stringify({ by: "person", credential: CANARY }) });
	await insert("blocked_customers", {
		order_id: ids.order,
		customer: JSON.stringify({ name: CANARY }),
		blocked_at: at,
	});
	await insert("relaunches", { id: ids.relaunch, kind: "relaunch", old_connection_id: connection, created_at: at });
	const { rows: tables } = await hub.sql.query<{ table_name: string }>(
		`SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'merchant_id' ORDER BY 1`,
	);
	return {
		merchant,
		host: merchant.host,
		idOf: (name) => ids[name] ?? ids[ALIASES[name] ?? ""],
		async everything() {
			const union = tables
				.map(({ table_name: t }) => `SELECT '${t}' AS t, to_jsonb(r) AS row FROM ${t} r WHERE merchant_id = $1`)
				.join(" UNION ALL ");
			return (await hub.sql.query(`SELECT t, row FROM (${union}) everything ORDER BY t, row::text`, [merchant.id]))
				.rows;
		},
	};
}

/** Fields that name the same thing otherwise. */
const ALIASES: Readonly<Record<string, string>> = {
	only: "connection",
	shop: "connection",
	list: "work",
	id: "statusRequest",
};

const ORDER = {
	ref: "1",
	number: CANARY,
	revision: 1,
	placedAt: "2026-11-02T08:00:00Z",
	recordedAt: "2026-11-02T08:00:00Z",
	amount: { minor: 1000, currency: "EUR" },
	receivedInShop: { minor: 0, currency: "EUR" },
	paymentMethod: { id: "bank", title: "Bank" },
	statuses: { order: "pending" },
	customer: { name: CANARY, billing: {} },
	additionalNumbers: [],
};
