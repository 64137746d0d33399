import { ConnectorError, type Description, type Observed, Order, parseMoney, type Statuses } from "@kontor/connector";
import * as z from "zod";

/** The shop's order, as its API documents it: what Kontor reads of it, and nothing else. */
export const TemplateOrder = z.object({
	id: z.int(),
	number: z.string(),
	/** Counts every change in the shop, so that no two changes share a value. */
	changed: z.int(),
	/** With the shop's own offset from UTC. */
	placed_at: z.iso.datetime({ offset: true }),
	currency: z.string(),
	total: z.string(),
	paid: z.string(),
	status: z.string(),
	payment_method: z.object({ id: z.string(), name: z.string() }),
	buyer: z.object({ name: z.string(), email: z.string(), street: z.string(), city: z.string(), country: z.string() }),
	notes: z.array(z.string()),
});
export type TemplateOrder = z.infer<typeof TemplateOrder>;

export const TemplateShop = z.object({
	id: z.string(),
	payment_methods: z.array(z.object({ id: z.string(), name: z.string(), enabled: z.boolean() })),
	statuses: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type TemplateShop = z.infer<typeof TemplateShop>;

/** The one machine of this shop's statuses. */
export const MACHINE = "order";

export function toOrder(theirs: TemplateOrder): Order {
	const placedAt = new Date(theirs.placed_at).toISOString();
	const { name, email, street, city, country } = theirs.buyer;
	return Order.parse({
		ref: String(theirs.id),
		number: theirs.number,
		...toObserved(theirs),
		placedAt,
		recordedAt: placedAt,
		amount: parseMoney(theirs.total, theirs.currency),
		paymentMethod: { id: theirs.payment_method.id, title: theirs.payment_method.name },
		customer: { name, email, billing: { name, street, city, country } },
	});
}

export function statusesOf({ status }: TemplateOrder): Statuses {
	return { [MACHINE]: status };
}

export function toObserved(theirs: TemplateOrder): Observed {
	const receivedInShop = parseMoney(theirs.paid, theirs.currency);
	return { revision: theirs.changed, statuses: statusesOf(theirs), receivedInShop };
}

/** Instead of an order: Kontor was removed from the shop. */
export function isRemoval(body: Uint8Array): boolean {
	return new TextDecoder().decode(body) === '{"removed":true}';
}

/** The order in a webhook's body, once the body is authenticated. */
export function orderIn(body: Uint8Array): TemplateOrder {
	try {
		return TemplateOrder.parse(JSON.parse(new TextDecoder().decode(body)));
	} catch {
		throw new ConnectorError("unexpected-reply", "a signed webhook without an order", { code: "TEMPLATE_WEBHOOK" });
	}
}

export function toDescription({ payment_methods, statuses }: TemplateShop): Description {
	return {
		paymentMethods: payment_methods.map(({ id, name, enabled }) => ({ id, title: name, active: enabled })),
		statuses: { [MACHINE]: statuses.map(({ id, name }) => ({ id, title: name })) },
	};
}
