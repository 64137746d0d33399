/** States and transitions as Shopware ships them: action and where it leads, by present state. */

export type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type Entity = "order" | "order_transaction" | "order_delivery";

const ORDER: Table = {
	open: { process: "in_progress", cancel: "cancelled" },
	in_progress: { cancel: "cancelled", complete: "completed" },
	completed: { reopen: "open" },
	cancelled: { reopen: "open" },
};

const DELIVERY: Table = {
	open: { ship: "shipped", ship_partially: "shipped_partially", cancel: "cancelled" },
	shipped: { retour: "returned", retour_partially: "returned_partially", cancel: "cancelled", reopen: "open" },
	shipped_partially: {
		retour: "returned",
		retour_partially: "returned_partially",
		ship: "shipped",
		cancel: "cancelled",
		reopen: "open",
	},
	returned: { reopen: "open" },
	returned_partially: { reopen: "open", retour: "returned" },
	cancelled: { reopen: "open" },
};

/** What both versions have. */
const TRANSACTION: Table = {
	open: {
		authorize: "authorized",
		cancel: "cancelled",
		fail: "failed",
		paid: "paid",
		paid_partially: "paid_partially",
		process_unconfirmed: "unconfirmed",
		remind: "reminded",
	},
	in_progress: {
		authorize: "authorized",
		cancel: "cancelled",
		fail: "failed",
		paid: "paid",
		paid_partially: "paid_partially",
		reopen: "open",
	},
	authorized: { cancel: "cancelled", fail: "failed", paid: "paid", paid_partially: "paid_partially" },
	unconfirmed: {
		authorize: "authorized",
		cancel: "cancelled",
		fail: "failed",
		paid: "paid",
		paid_partially: "paid_partially",
		reopen: "open",
	},
	reminded: { authorize: "authorized", cancel: "cancelled", process_unconfirmed: "unconfirmed", reopen: "open" },
	paid_partially: {
		cancel: "cancelled",
		chargeback: "chargeback",
		process_unconfirmed: "unconfirmed",
		refund: "refunded",
		refund_partially: "refunded_partially",
		remind: "reminded",
		reopen: "open",
	},
	paid: {
		cancel: "cancelled",
		chargeback: "chargeback",
		refund: "refunded",
		refund_partially: "refunded_partially",
		reopen: "open",
	},
	failed: {
		fail: "failed",
		paid: "paid",
		paid_partially: "paid_partially",
		process_unconfirmed: "unconfirmed",
		reopen: "open",
	},
	cancelled: {
		paid: "paid",
		process_unconfirmed: "unconfirmed",
		refund: "refunded",
		refund_partially: "refunded_partially",
		reopen: "open",
	},
	chargeback: { cancel: "cancelled", paid: "paid", paid_partially: "paid_partially" },
	refunded_partially: { cancel: "cancelled", refund: "refunded", reopen: "open" },
	refunded: {},
};

/** Up to 6.6: `paid` is missing where `pay` has to be used. */
const ONLY_6_6: Table = {
	open: { pay: "paid", pay_partially: "paid_partially", do_pay: "in_progress" },
	in_progress: { pay_partially: "paid_partially" },
	reminded: { pay: "paid", pay_partially: "paid_partially", do_pay: "in_progress" },
	paid_partially: { pay: "paid", do_pay: "in_progress" },
	failed: { pay: "paid", pay_partially: "paid_partially", do_pay: "in_progress" },
};

const ONLY_6_7: Table = {
	open: { process: "in_progress" },
	reminded: { paid: "paid", paid_partially: "paid_partially", process: "in_progress" },
	paid_partially: { paid: "paid", process: "in_progress" },
	failed: { process: "in_progress" },
};

function merged(base: Table, more: Table): Table {
	return Object.fromEntries(Object.entries(base).map(([state, actions]) => [state, { ...actions, ...more[state] }]));
}

export type Line = "6.5" | "6.6" | "6.7";

const TRANSACTIONS: Readonly<Record<Line, Table>> = {
	"6.5": merged(TRANSACTION, ONLY_6_6),
	"6.6": merged(TRANSACTION, ONLY_6_6),
	"6.7": merged(TRANSACTION, ONLY_6_7),
};

export function machine(line: Line, entity: Entity): Table {
	if (entity === "order") return ORDER;
	return entity === "order_delivery" ? DELIVERY : TRANSACTIONS[line];
}

/** Where an action leads; null where the shop refuses it. */
export function leadsTo(line: Line, entity: Entity, from: string, action: string): string | null {
	const table = machine(line, entity);
	const direct = table[from]?.[action];
	if (direct !== undefined) return direct;
	// Who is there already is told "done", without an entry in the history.
	const anywhere = Object.values(table).some((actions) => actions[action] === from);
	if (anywhere) return from;
	// Before 6.7 cancelling is possible from everywhere.
	return action === "cancel" && line !== "6.7" && "cancelled" in table && from !== "refunded" ? "cancelled" : null;
}
