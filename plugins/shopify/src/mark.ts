import { type Command, type CommandId, ConnectorError } from "@kontor/connector";
import { refusedBy } from "./carry-out.ts";
import type { Api } from "./client.ts";
import { MARK } from "./documents.ts";
import { type Ledger, ledgerField } from "./ledger.ts";
import { gidOf } from "./mapping.ts";
import type { ShopifyOrder } from "./shapes.ts";
import { type KontorTag, tagsOf } from "./statuses.ts";

/** Shopify cuts off, or refuses, what is longer. */
const MOST_CHARACTERS = 5000;

export interface Marks {
	/** A line for the order's note, signed with the command. */
	readonly note?: string;
	/** The one tag of Kontor's that is to stand in the order; null: none. */
	readonly tag?: KontorTag | null;
	readonly ledger?: Ledger;
}

/** Ends every line of Kontor's in a note, so that it can be looked up before it is written again. */
export function signature(id: CommandId): string {
	return `(Kontor ${id})`;
}

export function isNoted(order: ShopifyOrder, command: Command): boolean {
	return order.note.includes(signature(command.id));
}

/** Writes what Shopify has no place of its own for. All in one request: no moment between note, tag and ledger. */
export async function mark(api: Api, order: ShopifyOrder, command: Command, marks: Marks): Promise<void> {
	const id = gidOf(command.orderRef);
	const { note, tag, ledger } = marks;
	const remove = tag === undefined ? [] : tagsOf(order).filter((present) => present !== tag);
	const missing = tag !== undefined && tag !== null && !tagsOf(order).includes(tag) ? [tag] : [];
	const { data } = await api.ask(MARK, {
		id,
		order: { id, ...(note === undefined ? {} : { note: noteWith(order.note, `${note} ${signature(command.id)}`) }) },
		ledger: ledger === undefined ? [] : [ledgerField(id ?? "", order.currencyCode, ledger)],
		add: missing,
		remove,
		noting: note !== undefined,
		booking: ledger !== undefined,
		adding: missing.length > 0,
		removing: remove.length > 0,
	});
	const refused = refusedBy(data.orderUpdate, data.tagsAdd, data.tagsRemove, data.metafieldsSet);
	if (refused !== null) {
		// Of several changes some may have been made: what came of it is looked up when the command is given again.
		throw new ConnectorError("unexpected-reply", `KontorMark: ${refused.detail}`, { code: "SHOPIFY_MARK_REFUSED" });
	}
}

/** The merchant's own lines stay; where it gets too long, the oldest of Kontor's go. */
export function noteWith(note: string, line: string): string {
	const lines = [...(note === "" ? [] : note.split("\n")), line];
	while (lines.join("\n").length > MOST_CHARACTERS) {
		const oldest = lines.findIndex((one, at) => at < lines.length - 1 && /\(Kontor [0-9a-f-]{36}\)$/.test(one));
		if (oldest === -1) break;
		lines.splice(oldest, 1);
	}
	return lines.join("\n");
}
