import type { Day, Order, PaymentCode } from "@kontor/connector";
import type { Policy } from "@kontor/matching";
import type { Settings, ShopSettings } from "@kontor/protocol";
import type { Lifecycle } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { settingsOf } from "../merchants/settings.ts";
import { ownSettings } from "../merchants/shop-settings.ts";
import { type SettlementColumns, settlementOf } from "../orders/tracked-order.ts";
import type { KeptOrder } from "./kept-order.ts";

/** Months for which settled and cancelled orders speak against mistakes. */
const EVIDENCE_MONTHS = 18;

/** A state that waits for money, however old the order is. */
const WAITING = ["open", "partiallyPaid", "overdue", "debtCollection", "notManaged", "monitoring"];

/** What every order is judged by besides itself: a book made on other ground is made anew. */
export interface Ground {
	/** PRODUCT D6, by the merchant's setting. */
	readonly revives: boolean;
	/** The shops for which that is otherwise than for the merchant (PRODUCT A11). */
	readonly otherwise: readonly string[];
	readonly timeZone: string;
	readonly testSystems: readonly string[];
	/** All but the threshold, which follows from what was decided. */
	readonly policy: Policy;
}

export async function groundOf(tx: MerchantTransaction): Promise<Ground> {
	const [row] = await tx.query<{ time_zone: string; test_systems: string[] }>(
		`SELECT m.time_zone, ARRAY(SELECT c.id::text FROM connections c WHERE c.merchant_id = m.id AND c.test_system ORDER BY c.id) AS test_systems
		   FROM merchants m WHERE m.id = $1::uuid`,
		tx.merchantId,
	);
	if (row === undefined) throw new Error(`no merchant ${tx.merchantId}`);
	const { paymentForCancelled, assignment } = await settingsOf(tx);
	const shops = [...(await ownSettings(tx))];
	return {
		revives: paymentForCancelled === "revive",
		otherwise: shops.flatMap(([id, own]) =>
			(own.paymentForCancelled ?? paymentForCancelled) === paymentForCancelled ? [] : [id],
		),
		timeZone: row.time_zone,
		testSystems: row.test_systems,
		policy: { ...policyOf(assignment), shops: ofShops(shops) },
	};
}

function policyOf({ tolerance, charges, ignore }: Settings["assignment"]): Policy {
	return { tolerance: tolerance ?? undefined, charges: charges ?? undefined, ignore };
}

/** What they have otherwise; nothing where no shop has anything. */
function ofShops(shops: readonly (readonly [string, ShopSettings])[]): Policy["shops"] {
	const own = shops.flatMap(([id, { assignment = {} }]) => {
		const { tolerance, charges } = assignment;
		const policy = { ...(tolerance === undefined ? {} : { tolerance }), ...(charges === undefined ? {} : { charges }) };
		return Object.keys(policy).length === 0 ? [] : [[id, policy] as const];
	});
	return own.length === 0 ? undefined : Object.fromEntries(own);
}

/**
 * Which transactions the reads after this one see, as PostgreSQL writes it ("xmin:xmax:under way"). Taken before the rows are
 * read: what is committed in between is read twice, never missed.
 */
export async function snapshotOf(tx: MerchantTransaction): Promise<string> {
	const [row] = await tx.query<{ snapshot: string }>(`SELECT pg_current_snapshot()::text AS snapshot`);
	return row?.snapshot ?? "";
}

/**
 * The orders that a copy made at `snapshot` does not know as they are now. Every change bears the id of its transaction
 * (`changed_in`, by trigger). Those below the snapshot's xmin had ended when it was taken; of the later ones it says itself
 * which it saw. A transaction that began earlier and committed later is therefore found, unlike by any clock or counter.
 *
 * `own` are transactions whose changes the copy has already.
 */
export async function changedSince(
	tx: MerchantTransaction,
	snapshot: string,
	own: readonly string[],
): Promise<string[]> {
	const rows = await tx.query<{ id: string }>(
		`SELECT id FROM orders
		  WHERE merchant_id = $1::uuid AND changed_in >= pg_snapshot_xmin($2::pg_snapshot)
		    AND NOT pg_visible_in_snapshot(changed_in, $2::pg_snapshot) AND changed_in <> ALL ($3::xid8[])`,
		tx.merchantId,
		snapshot,
		own,
	);
	return rows.map(({ id }) => id);
}

/** Where pages of so many of a merchant's orders begin, in the order of ids. */
export async function pagesOfOrders(tx: MerchantTransaction, size: number): Promise<string[]> {
	const rows = await tx.query<{ id: string }>(
		`SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM orders WHERE merchant_id = $1::uuid) placed
		  WHERE place % $2 = 1 ORDER BY id`,
		tx.merchantId,
		size,
	);
	return rows.map(({ id }) => id);
}

/** What counts of a page: from one id up to another one, or to the end. */
export async function ordersBetween(
	tx: MerchantTransaction,
	ground: Ground,
	{ from, to }: { readonly from: string; readonly to: string | undefined },
): Promise<KeptOrder[]> {
	const rows = await tx.query<Row>(
		`SELECT ${COLUMNS} FROM orders o
		  WHERE o.merchant_id = $1::uuid AND ${COUNTS} AND o.id >= $5::uuid ${to === undefined ? "" : "AND o.id < $6::uuid"}`,
		...counting(tx, ground),
		from,
		...(to === undefined ? [] : [to]),
	);
	return rows.map((row) => keptOrder(row, ground));
}

/** Those of some orders that count. */
export async function ordersOf(tx: MerchantTransaction, ground: Ground, ids: readonly string[]): Promise<KeptOrder[]> {
	// A look-up for each id, whatever the statistics say.
	const rows = await tx.query<Row>(
		`SELECT o.* FROM unnest($5::uuid[]) AS given(id) CROSS JOIN LATERAL (
			SELECT ${COLUMNS} FROM orders o WHERE o.merchant_id = $1::uuid AND o.id = given.id AND ${COUNTS} OFFSET 0) o`,
		...counting(tx, ground),
		ids,
	);
	return rows.map((row) => keptOrder(row, ground));
}

/** From when on decided postings and settled orders still count. */
export function evidenceSince(now: Date): Date {
	const since = new Date(now);
	since.setUTCMonth(since.getUTCMonth() - EVIDENCE_MONTHS);
	return since;
}

interface Row extends SettlementColumns {
	id: string;
	connection_id: string;
	number: string;
	payment_code: PaymentCode;
	lifecycle: Lifecycle;
	placed_on: Day;
	customer: Order["customer"];
	invoice_number: string | null;
	terms: Order["paymentTerms"] | null;
	additional_numbers: string[] | null;
	linked_numbers: string[] | null;
}

const COLUMNS = `o.id, o.connection_id, o.number, o.currency, o.amount, o.received_in_shop, o.reported_by_us, o.assigned,
	o.settled_otherwise, o.repaid, o.charged, o.payment_code, o.lifecycle,
	(o.placed_at AT TIME ZONE $4)::date::text AS placed_on, o.body->'customer' AS customer,
	o.body->'invoice'->>'number' AS invoice_number, o.body->'paymentTerms' AS terms,
	o.body->'additionalNumbers' AS additional_numbers, o.linked_numbers`;
/** What follows an order of another system is paid through that one (PRODUCT A13). */
const COUNTS = `((o.state = ANY($2) OR o.placed_at >= $3) AND o.linked_as IS DISTINCT FROM 'follower')`;

/** The parameters of COUNTS and COLUMNS. */
function counting({ merchantId, now }: MerchantTransaction, { timeZone }: Ground): [string, string[], Date, string] {
	return [merchantId, WAITING, evidenceSince(now), timeZone];
}

function numbersOf({ additional_numbers, linked_numbers }: Row): string[] | null {
	return linked_numbers === null
		? additional_numbers
		: [...new Set([...(additional_numbers ?? []), ...linked_numbers])];
}

function keptOrder(row: Row, { testSystems }: Ground): KeptOrder {
	return {
		id: row.id,
		shop: row.connection_id,
		number: row.number,
		paymentCode: row.payment_code,
		placedOn: row.placed_on,
		testSystem: testSystems.includes(row.connection_id),
		customer: row.customer,
		invoiceNumber: row.invoice_number,
		terms: row.terms,
		additionalNumbers: numbersOf(row),
		lifecycle: row.lifecycle,
		settlement: settlementOf(row),
	};
}
