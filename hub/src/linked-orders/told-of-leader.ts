import { holds } from "@kontor/connector";
import { isSettled, type Lifecycle, settlementStatus, type WriteBack } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { MovedOrder } from "../orders/apply-events.ts";
import { type ShopOfOrder, shopsOf } from "../orders/shops.ts";
import type { TrackedOrder } from "../orders/tracked-order.ts";
import { takeBack } from "../writeback/enqueue-commands.ts";
import { tellShops } from "../writeback/tell-shops.ts";
import { covers, isNoted, type Listener, type Mark, markOf, tellLifted, tellMark } from "./marks.ts";
import { repaidElsewhere, repaymentToTell } from "./repaid-elsewhere.ts";
import { lastRepayments } from "./stored-levels.ts";

/** What an order's system was told of what became of the receivable besides being paid. */
export interface Told {
	/** On account of the leader; null: nothing, or its own mark says it. */
	readonly mark: Mark | null;
	/** A mark of before, as long as its system shows it, or is being told it, instead of what came after it. */
	readonly earlier: Mark | null;
	/** Of repayments made on the others, in minor units. */
	readonly repaid: number;
}

/** An order of a receivable, as it is by now. */
export interface Listening {
	/** The order itself where it leads, or is one by itself from now on (`apart`). */
	readonly leader: TrackedOrder;
	readonly order: TrackedOrder;
	readonly told: Told;
	/** What settled the receivable, and what of it went back to the customer on all of its orders. */
	readonly settled: number;
	readonly repaid: number;
	readonly apart?: boolean;
}

/** Of these the merchant wants nothing done in their shops (PRODUCT A7, B7). */
const LEFT_ALONE: readonly Lifecycle[] = ["notManaged", "removedExternally"];
const MARKING = ["cancel", "set-status"] as const;

/**
 * Tells the systems of linked orders that the receivable is cancelled, overdue or handed over, that it is no longer, and what was
 * paid back (PRODUCT A13, E3): once each, in the transaction that makes it true (I3). `moved`: what was told of payments just now.
 *
 * @returns orders whose systems go on showing a mark that is over, since no status is mapped for that
 */
export async function tellOfLeader(
	tx: MerchantTransaction,
	listening: readonly Listening[],
	moved: readonly MovedOrder[],
): Promise<readonly TrackedOrder[]> {
	const concerned = listening.filter(isConcerned);
	if (concerned.length === 0) return [];
	const shops = await shopsOf(
		tx,
		concerned.map(({ order }) => order.connectionId),
	);
	const paid = new Set(
		moved.flatMap(({ order, shop, move }) =>
			move.tell.some(({ writeBack }) => covers(writeBack, shop.commands)) ? [order.id] : [],
		),
	);
	const commands = await takeBackOvertaken(tx, concerned);
	const results = concerned.map((one): Result => {
		const { order, told } = one;
		const shop = shops.get(order.connectionId);
		if (shop === undefined) throw new Error(`order ${order.id} has no connection`);
		const written = shop.mapping.statuses[order.paymentCode]?.written ?? {};
		const listener = { written, native: shop.commands };
		const marked = markResult(one, listener, { payment: paid.has(order.id), ...(commands.get(order.id) ?? NONE) });
		const repaid = repaidOf(one);
		const ofRepayment = repaymentToTell(repaid - told.repaid, order.settlement.currency, one.apart === true);
		const writeBacks = [...marked.writeBacks, ...ofRepayment];
		const { mark, earlier, stuck } = marked;
		return { order, shop, told, now: { mark, earlier, repaid }, stuck, writeBacks };
	});
	await storeTold(tx, results);
	await tell(tx, results);
	return results.filter(({ stuck }) => stuck).map(({ order }) => order);
}

interface Result {
	readonly order: TrackedOrder;
	readonly shop: ShopOfOrder;
	readonly told: Told;
	readonly now: Told;
	readonly stuck: boolean;
	readonly writeBacks: readonly WriteBack[];
}

function isConcerned(one: Listening): boolean {
	const { mark, earlier, repaid } = one.told;
	return mark !== null || earlier !== null || markOf(one.leader) !== null || repaidOf(one) !== repaid;
}

function repaidOf({ leader, order, told, settled, repaid }: Listening): number {
	if (LEFT_ALONE.includes(order.lifecycle)) return told.repaid;
	const { amount, repaid: own } = order.settlement;
	return repaidElsewhere({ settled, repaid, isLeader: order.id === leader.id, amount, own });
}

type MarkResult = Pick<Result, "stuck" | "writeBacks"> & Pick<Told, "mark" | "earlier">;

function markResult(
	one: Listening,
	listener: Listener,
	{ payment, marking, writing, replacing, covering }: Commands & { readonly payment: boolean },
): MarkResult {
	const { order, leader, told } = one;
	/** A mark that is told now, or none, and tells nothing new of itself. */
	const nothing = (mark: Mark | null): MarkResult => {
		const earlier = [told.mark, told.earlier].find(
			(before) => before !== null && before !== mark && (marking || displays(order, before, listener)),
		);
		return { mark, earlier: earlier ?? null, stuck: false, writeBacks: [] };
	};
	if (LEFT_ALONE.includes(order.lifecycle)) return nothing(told.mark);
	// What a person says of the follower itself stands, also when he lifts it again (I9).
	if (markOf(order) !== null) return nothing(leads(one) ? null : markOf(leader));
	const wanted = markWanted(one);
	if (wanted !== null) {
		const writeBacks = tellMark(wanted, leader.number, listener);
		if (writeBacks.length === 0) return nothing(told.mark);
		const isNote = isNoted(wanted, listener.written);
		const missing = wanted !== told.mark && (isNote || writing || !shows(order, wanted, listener));
		return { ...nothing(wanted), writeBacks: missing || (payment && covering && !isNote) ? writeBacks : [] };
	}
	const over = isPaid(order) ? null : markThatIsOver(one, listener, { marking, replacing });
	if (over === null) return nothing(null);
	const writeBacks = tellLifted(over, leader.number, listener);
	return { mark: null, earlier: null, stuck: writeBacks.length === 0, writeBacks };
}

/** The mark that its system was told last, or the one that it shows still. */
function markThatIsOver(
	{ order, told: { mark, earlier } }: Listening,
	listener: Listener,
	{ marking, replacing }: Pick<Commands, "marking" | "replacing">,
): Mark | null {
	if (mark !== null && (marking || shows(order, mark, listener))) return mark;
	return earlier !== null && !replacing && displays(order, earlier, listener) ? earlier : null;
}

/** How the follower's system is to show the receivable; null also where that is its own affair. */
function markWanted(one: Listening): Mark | null {
	const { leader, order } = one;
	if (leads(one) || LEFT_ALONE.includes(order.lifecycle) || markOf(order) !== null || isPaid(order)) return null;
	return markOf(leader);
}

function leads({ leader, order }: Listening): boolean {
	return order.id === leader.id;
}

/** Money says what its system shows. */
function isPaid({ settlement }: TrackedOrder): boolean {
	return isSettled(settlementStatus(settlement));
}

/** Its system shows the mark still: what the merchant has put in its place stays (PRODUCT E4). */
function shows(order: TrackedOrder, mark: Mark, { written }: Listener): boolean {
	if (written[mark] === undefined) return isNoted(mark, written);
	return displays(order, mark, { written }) || (mark === "cancelled" && !order.openInShop);
}

/** By the mark's own status. */
function displays(order: TrackedOrder, mark: Mark, { written }: Pick<Listener, "written">): boolean {
	const status = written[mark];
	return status !== undefined && holds(status, order.statuses);
}

/** What is on its way to an order's system. */
interface Commands {
	/** A mark, or the end of one, that a host has begun to tell. */
	readonly marking: boolean;
	/** Anything that may leave another status behind. */
	readonly writing: boolean;
	/** Another status than a mark's. */
	readonly replacing: boolean;
	/** What a payment says, with a status of its own: a shop that never heard of it is not told that it is gone. */
	readonly covering: boolean;
}
const NONE: Commands = { marking: false, writing: false, replacing: false, covering: false };

/** Marks that another one follows, or none, and that no host has begun to tell, are not told any more. @returns what is left, by order */
async function takeBackOvertaken(
	tx: MerchantTransaction,
	concerned: readonly Listening[],
): Promise<Map<string, Commands>> {
	const overtaken = concerned.filter((one) => one.told.mark !== markWanted(one) && markOf(one.order) === null);
	await takeBack(
		tx,
		overtaken.map(({ order }) => order.id),
		MARKING,
	);
	const rows = await tx.query<{ order: string } & Commands>(
		`SELECT order_id AS order, bool_or(attempts > 0 AND body->>'intent' IN ('cancel', 'set-status')) AS marking, true AS writing,
		        bool_or(body->'command'->>'status' IS NOT NULL AND (attempts = 0 OR body->>'intent' NOT IN ('cancel', 'set-status'))) AS replacing,
		        bool_or(body->>'intent' IN ('revoke-payment', 'mark-partially-paid')) AS covering
		   FROM work
		  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND kind = 'command'
		    AND state IN ('waiting', 'ready', 'leased', 'unknown') AND body->'command'->>'kind' NOT IN ('annotate', 'record-repayment')
		  GROUP BY order_id`,
		tx.merchantId,
		concerned.map(({ order }) => order.id),
	);
	return new Map(rows.map(({ order, ...commands }) => [order, commands]));
}

async function tell(tx: MerchantTransaction, results: readonly Result[]): Promise<void> {
	const heard = results.filter(({ shop, writeBacks }) => writeBacks.length > 0 && !shop.testSystem);
	const repayments = await lastRepayments(
		tx,
		heard.filter(({ told, now }) => now.repaid > told.repaid).map(({ order }) => order.id),
	);
	await tellShops(
		tx,
		heard.map(({ order, shop, writeBacks }) => {
			const payment = repayments.get(order.id);
			const event = payment === undefined ? {} : { payment };
			return {
				order,
				shop,
				move: { lifecycle: order.lifecycle, tell: writeBacks.map((writeBack) => ({ writeBack, event })) },
			};
		}),
	);
}

const TOLD = ["mark", "earlier", "repaid"] as const satisfies (keyof Told)[];

async function storeTold(tx: MerchantTransaction, results: readonly Result[]): Promise<void> {
	const changed = results.filter(({ told, now }) => TOLD.some((field) => told[field] !== now[field]));
	if (changed.length === 0) return;
	await tx.execute(
		`INSERT INTO linked_orders (merchant_id, order_id, mark, earlier_mark, repaid)
		 SELECT $1::uuid, n."order", n.mark, n.earlier, n.repaid
		   FROM jsonb_to_recordset($2::jsonb) AS n("order" uuid, mark text, earlier text, repaid bigint)
		 ON CONFLICT (merchant_id, order_id) DO UPDATE
		    SET mark = EXCLUDED.mark, earlier_mark = EXCLUDED.earlier_mark, repaid = EXCLUDED.repaid`,
		tx.merchantId,
		JSON.stringify(changed.map(({ order, now }) => ({ order: order.id, ...now }))),
	);
}
