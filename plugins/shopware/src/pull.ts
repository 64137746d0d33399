import { ConnectorError, type Cursor, countsAsOpen, type ListPage, openStatuses, type Page } from "@kontor/connector";
import * as z from "zod";
import { connectTo } from "./client.ts";
import type { Shop } from "./manifest.ts";
import { type Filter, listOrders, toOrders } from "./orders.ts";

/** A change becomes visible some time after the moment it carries: transactions of the shop's database take that long. */
const OVERLAP_MS = 120_000;

/** Where a state machine's status stands, as a filter names it. */
const STATE_FIELDS: Readonly<Record<string, string>> = {
	order: "stateMachineState.technicalName",
	transaction: "transactions.stateMachineState.technicalName",
	delivery: "deliveries.stateMachineState.technicalName",
};

/** Every time that a change of what is read leaves behind: that of the order alone does not move with its states. */
const TIMES = [
	"createdAt",
	"updatedAt",
	"transactions.createdAt",
	"transactions.updatedAt",
	"deliveries.createdAt",
	"deliveries.updatedAt",
	"documents.createdAt",
	"documents.updatedAt",
	"addresses.updatedAt",
	"orderCustomer.updatedAt",
];

const Cursors = z.object({
	/** Changes from this moment on are read; left out while the open orders are first read. */
	from: z.string().optional(),
	/** Behind this place in the list. */
	after: z.int().optional(),
	/** When this pull began, by the shop's clock. */
	began: z.string().optional(),
});

/**
 * One walk through all that changed since the last one began, along Shopware's count of orders. What changes during the
 * walk is read in passing or by the next one, which begins where this one began.
 * @see Parts.pull in the contract
 */
export async function* pull(ctx: Shop, since: Cursor | null): AsyncGenerator<Page> {
	const cursor = Cursors.safeParse(since ?? {});
	if (!cursor.success) throw new ConnectorError("invalid-input", "not a cursor of ours", { code: "SHOPWARE_CURSOR" });
	const { from } = cursor.data;
	const api = connectTo(ctx);
	const filter = from === undefined ? openFilter(ctx) : [changedSince(from)];
	let { after = 0, began } = cursor.data;
	for (;;) {
		const { orders: page, last, date } = await listOrders(ctx, api, filter, after);
		began ??= date ?? ctx.now().toISOString();
		const orders = toOrders(ctx, page).filter((order) => from !== undefined || countsAsOpen(order, ctx.scope.mapping));
		if (last === null) {
			yield { orders, cursor: { from: new Date(Date.parse(began) - OVERLAP_MS).toISOString() } };
			return;
		}
		after = last;
		yield { orders, cursor: { ...(from === undefined ? {} : { from }), after, began } };
	}
}

/** @see Parts.listOpen in the contract */
export async function* listOpen(ctx: Shop): AsyncGenerator<ListPage> {
	const api = connectTo(ctx);
	const filter = openFilter(ctx);
	for (let after = 0; ; ) {
		const { orders, last } = await listOrders(ctx, api, filter, after);
		yield {
			orders: toOrders(ctx, orders).filter((order) => countsAsOpen(order, ctx.scope.mapping)),
			end: last === null,
		};
		if (last === null) return;
		after = last;
	}
}

/**
 * At least every open order: of several transactions a filter matches any, and payment codes differ in their statuses.
 * What is open is decided by `countsAsOpen`.
 */
function openFilter({ scope: { mapping } }: Shop): Filter[] {
	const codes = Object.values(mapping.statuses);
	return Object.entries(STATE_FIELDS)
		.filter(([machine]) => codes.length > 0 && codes.every(({ open }) => open[machine] !== undefined))
		.map(([machine, field]) => ({ type: "equalsAny", field, value: openStatuses(mapping, machine).join("|") }));
}

/** In UTC, as the shop's own admin sends it: Shopware passes over any other offset (shopware/docs#423). */
function changedSince(moment: string): Filter {
	const queries = TIMES.map((field) => ({ type: "range", field, parameters: { gte: moment } }));
	return { type: "multi", operator: "or", queries };
}
