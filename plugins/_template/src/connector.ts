import {
	ConnectorError,
	defineConnector,
	type OrderRef,
	openStatuses,
	parseMoney,
	type ShopNotice,
} from "@kontor/connector";
import { carryOut } from "./carry-out.ts";
import { PAGE_SIZE, templateClient } from "./client.ts";
import { manifest } from "./manifest.ts";
import { isRemoval, MACHINE, orderIn, statusesOf, toDescription, toOrder } from "./mapping.ts";
import { authenticate, digestOf } from "./webhook.ts";

export const template = defineConnector(manifest, {
	async check(ctx) {
		try {
			const { shop, clock } = await templateClient(ctx).shop();
			return { ok: true, identity: shop.id, shopClock: clock };
		} catch (error) {
			if (!(error instanceof ConnectorError && error.fault === "bad-config")) throw error;
			const forMerchant = {
				de: "Der Shop nimmt dieses Token nicht an.",
				en: "The shop does not accept this token.",
			};
			return { ok: false, field: "token", forMerchant };
		}
	},
	async describe(ctx) {
		const { shop } = await templateClient(ctx).shop();
		return toDescription(shop);
	},
	async *pull(ctx, since) {
		const statuses = since === null ? openStatuses(ctx.scope.mapping, MACHINE) : null;
		let after = Number(since?.after ?? 0);
		for (let full = true; full; ) {
			const orders = await templateClient(ctx).changedAfter(after, statuses);
			full = orders.length === PAGE_SIZE;
			after = orders.at(-1)?.changed ?? after;
			yield { orders: orders.map(toOrder), cursor: { after } };
		}
	},
	async *listOpen(ctx) {
		let after = 0;
		for (let full = true; full; ) {
			const orders = await templateClient(ctx).withStatus(openStatuses(ctx.scope.mapping, MACHINE), after);
			full = orders.length === PAGE_SIZE;
			after = orders.at(-1)?.id ?? after;
			yield { orders: orders.map(toOrder), end: !full };
		}
	},
	async read(ctx, ref: OrderRef) {
		const order = await templateClient(ctx).order(ref);
		return order === null ? null : toOrder(order);
	},
	async receive(ctx, raw) {
		authenticate(raw, ctx.webhook?.keys ?? [], ctx.now());
		if (isRemoval(raw.body)) return { orders: [], changed: [], notices: await removalNow(templateClient(ctx)) };
		return { orders: [toOrder(orderIn(raw.body))], changed: [] };
	},
	async watchWebhooks(ctx) {
		const { url, keys } = ctx.webhook ?? { url: null, keys: [] };
		const [newest] = keys;
		if (url === null || newest === undefined) return { state: "working", problems: [] };
		const present = await templateClient(ctx).webhook();
		const works = present?.enabled === true && present.url === url && present.key_digest === digestOf(newest);
		if (works) return { state: "working", problems: [] };
		await templateClient(ctx).setWebhook(url, newest);
		return { state: present === null ? "created" : "replaced", problems: [] };
	},
	commands: {
		"mark-paid": (ctx, command) =>
			carryOut(ctx, command, {
				isDone: ({ paid, currency, status }) =>
					parseMoney(paid, currency).minor >= command.amount.minor &&
					(command.status === null || command.status.status === status),
				refusal: (order) => {
					if (statusesOf(order)[MACHINE] !== command.expect[MACHINE]) return "changed-meanwhile";
					return openStatuses(ctx.scope.mapping, MACHINE).includes(order.status) ? null : "wrong-state";
				},
				write: (client) => client.pay(command.orderRef, command.amount, command.bankReference, command.status?.status),
			}),
		// The shop's notes have no key of ours: the command's id stands in the text.
		annotate: (ctx, command) =>
			carryOut(ctx, command, {
				isDone: ({ notes }) => notes.some((note) => note.includes(command.id)),
				refusal: () => null,
				write: (client) => client.addNote(command.orderRef, `${command.text} [${command.id}]`),
			}),
	},
});

/** A message about an earlier installation looks the same: only a shop that takes the token no more has removed Kontor. */
async function removalNow(client: ReturnType<typeof templateClient>): Promise<ShopNotice[]> {
	try {
		await client.shop();
		return [];
	} catch (error) {
		if (!(error instanceof ConnectorError && error.fault === "bad-config")) throw error;
		return [{ kind: "uninstalled", dataKept: true }];
	}
}
