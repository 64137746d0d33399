import type { Rig } from "@kontor/conformance";
import { type Connector, ConnectorError, type Context, type Order, type Page } from "@kontor/connector";

/** What is wrong with a connector; the rest of it stays as it is. */
type Mutation = (connector: Connector, rig: Rig) => Partial<Connector>;

/** Plausible mistakes, each with the check that has to find it, and what the check then says. */
export const MUTANTS: readonly { mistake: string; caughtBy: string; because: string; mutation: Mutation }[] = [
	{
		mistake: "every write is sent twice",
		caughtBy: "commands: annotate: does nothing twice by itself",
		because: "[ 'note', 'note' ]",
		mutation: inTheLine(async (request, send) => {
			if (request.method === "POST") await send(request.clone());
			return send(request);
		}),
	},
	{
		mistake: "a write that failed is sent again at once",
		caughtBy: "faults while writing: annotate: each is what the table says, and the same command then has one effect",
		because: "it had 2: note; note",
		mutation: inTheLine(async (request, send) => {
			const again = request.clone();
			return send(request).then(
				(answer) => (answer.status < 500 ? answer : send(again)),
				() => send(again),
			);
		}),
	},
	{
		mistake: "an earlier effect is not looked up",
		caughtBy: "commands: annotate: given twice it has one effect",
		because: 'the same command again answered {"status":"applied"',
		mutation: (connector) => ({
			execute: (ctx, command) => connector.execute(ctx, { ...command, id: crypto.randomUUID() as typeof command.id }),
		}),
	},
	{
		mistake: "a write without an answer is called not done",
		caughtBy: "faults while writing: mark-paid: each is what the table says, and the same command then has one effect",
		because: "expected [ 'unknown-outcome' ] to include 'unavailable'",
		mutation: (connector) => ({
			execute: (ctx, command) =>
				connector.execute(ctx, command).catch((error: unknown) => rethrow(error, "unknown-outcome", "unavailable")),
		}),
	},
	{
		mistake: "what the merchant did meanwhile is overridden",
		caughtBy: "commands: mark-paid: is declined where the merchant decided otherwise meanwhile",
		because: "to match object { status: 'declined'",
		mutation: (connector) => ({
			async execute(ctx, command) {
				const now = await connector.read(ctx, command.orderRef);
				return connector.execute(ctx, { ...command, expect: now?.statuses ?? command.expect });
			},
		}),
	},
	{
		mistake: "the wished state is reported instead of what the shop says",
		caughtBy: "commands: mark-paid: is applied, and reports what the shop then says",
		because: "observed, against what read() then says",
		mutation: (connector) => ({
			async execute(ctx, command) {
				const outcome = await connector.execute(ctx, command);
				if (outcome.status !== "applied") return outcome;
				return { ...outcome, observed: { ...outcome.observed, receivedInShop: { minor: 1, currency: "EUR" } } };
			},
		}),
	},
	{
		mistake: "a row at the end of each page is skipped",
		caughtBy: "pull: without a cursor every open order is read, in several pages",
		because: "lost in the first read: 50, 100, 101 of 101",
		mutation: (connector) => ({
			async *pull(ctx, since) {
				for await (const page of connector.pull(ctx, since)) yield { ...page, orders: page.orders.slice(0, -1) };
			},
		}),
	},
	{
		mistake: "part of a number finds the order",
		caughtBy: "finding by number: takes the number as a whole: part of it is another order's",
		because: 'looking for "R-100" finds R-1001',
		mutation: (connector) => ({
			manifest: declaring(connector, { findsOrders: true }),
			async find(ctx, number) {
				const found: Order[] = [];
				for await (const { orders } of connector.listOpen(ctx)) found.push(...orders);
				return found.filter((order) => order.number.includes(number));
			},
		}),
	},
	{
		mistake: "the cursor is ahead of its page",
		caughtBy: "pull: a crash after any page loses no order",
		because: "lost after a crash behind page 1: 51",
		mutation: (connector) => ({
			async *pull(ctx, since) {
				const pages: Page[] = [];
				for await (const page of connector.pull(ctx, since)) pages.push(page);
				for (const [at, page] of pages.entries()) yield { ...page, cursor: (pages[at + 1] ?? page).cursor };
			},
		}),
	},
	{
		mistake: "pages are counted by offset while the list changes",
		caughtBy: "complete list: loses no order, or does not claim to be complete, when others leave it while paging",
		because: "lost from a list that says it is complete: 51",
		mutation: inTheLine((request, send) => send(new Request(byOffset(request.url), request))),
	},
	{
		mistake: "the complete list does not say where it ends",
		caughtBy: "complete list: holds every open order in full, and says where it ends",
		because: "only the last page ends it",
		mutation: (connector) => ({
			async *listOpen(ctx) {
				for await (const page of connector.listOpen(ctx)) yield { ...page, end: false };
			},
		}),
	},
	{
		mistake: "a failed read looks like an empty shop",
		caughtBy: "faults while reading: 503 before the shop acted",
		because: "listOpen answers as if nothing were wrong",
		mutation: (connector) => ({
			async *listOpen(ctx) {
				try {
					yield* connector.listOpen(ctx);
				} catch {
					yield { orders: [], end: true };
				}
			},
		}),
	},
	{
		mistake: "the shop's local time is taken for UTC",
		caughtBy: "orders: placed now is placed now, whatever the shop's time zone",
		because: "placedAt in a shop in Asia/Kolkata",
		mutation: eachOrder((order) => ({
			...order,
			placedAt: new Date(Date.parse(order.placedAt) + 19_800_000).toISOString(),
		})),
	},
	{
		mistake: "every currency has cents",
		caughtBy: "orders: amounts in JPY are exact",
		because: "expected { minor: 123456700, currency: 'JPY' }",
		mutation: eachOrder((order) => ({ ...order, amount: { ...order.amount, minor: order.amount.minor * 100 } })),
	},
	{
		mistake: "Retry-After is lost",
		caughtBy: "faults while reading: 429 with Retry-After as a date",
		because: "keeps what the shop asked for: 7000 ms, got undefined",
		mutation: (connector) => ({
			read: (ctx, ref) =>
				connector.read(ctx, ref).catch((error: unknown) => rethrow(error, "rate-limited", "rate-limited")),
		}),
	},
	{
		mistake: "something else than a ConnectorError is thrown",
		caughtBy: "faults while reading: 401",
		because: "a connector throws ConnectorError",
		mutation: (connector) => ({
			read: (ctx, ref) => connector.read(ctx, ref).catch((error: unknown) => Promise.reject(new Error(String(error)))),
		}),
	},
	{
		mistake: "a bad signature is accepted",
		caughtBy: "webhooks: signed with another key it is refused",
		because: "accepted: another key",
		mutation: (connector) => ({
			receive: (ctx, raw) => received(connector, ctx, raw).catch(() => ({ orders: [], changed: [] })),
		}),
	},
	{
		mistake: "only the newest key is tried",
		caughtBy: "webhooks: signed with the newest or an older key it names the order",
		because: "the webhook's signature fits no key",
		mutation: (connector) => ({
			receive: (ctx, raw) =>
				received(
					connector,
					{ ...ctx, webhook: ctx.webhook && { ...ctx.webhook, keys: ctx.webhook.keys.slice(0, 1) } },
					raw,
				),
		}),
	},
	{
		mistake: "the signed time is not looked at",
		caughtBy: "webhooks: too old, or from the future, it is refused",
		because: "accepted: a day old",
		mutation: (connector) => ({
			receive: (ctx, raw) =>
				received(connector, { ...ctx, now: () => new Date(Number(raw.headers.get("x-shop-timestamp")) * 1000) }, raw),
		}),
	},
	{
		mistake: "a removal is believed before its signature is looked at",
		caughtBy: "removal from the shop: is not believed with a bad signature, changed, or without one",
		because: "was believed",
		mutation: (connector) => ({
			receive: async (ctx, raw) =>
				new TextDecoder().decode(raw.body).includes("removed")
					? { orders: [], changed: [], notices: [{ kind: "uninstalled", dataKept: true }] }
					: received(connector, ctx, raw),
		}),
	},
	{
		mistake: "a new webhook is made at every look",
		caughtBy: "webhooks: are set up in the shop, found again, and every problem is told in both languages",
		because: "nothing is created or replaced",
		mutation: () => ({ watchWebhooks: async () => ({ state: "created", problems: [] }) }),
	},
	{
		mistake: "a secret stands in an error",
		caughtBy: "secrets: refused ones stand in no error, log or answer",
		because: "a secret stands in what came from read (thrown)",
		mutation: (connector) => ({
			read: (ctx, ref) =>
				connector.read(ctx, ref).catch((cause: unknown) => {
					const config = { headers: { authorization: `Bearer ${String(ctx.secrets.token)}` } };
					throw new ConnectorError("bad-config", "refused", {
						code: "REFUSED",
						cause: Object.assign(new Error("axios"), { config, cause }),
					});
				}),
		}),
	},
	{
		mistake: "a secret stands in the log, in base64",
		caughtBy: "orders: one that the shop does not have reads as null",
		because: "a secret stands in what came from log",
		mutation: (connector) => ({
			read(ctx, ref) {
				ctx.log("calling", { authorization: Buffer.from(`key:${String(ctx.secrets.token)}`).toString("base64") });
				return connector.read(ctx, ref);
			},
		}),
	},
	{
		mistake: "a secret stands in the cursor",
		caughtBy: "pull: cursors are small, and survive JSON",
		because: "a secret stands in what came from pull",
		mutation: (connector) => ({
			async *pull(ctx, since) {
				for await (const page of connector.pull(ctx, since))
					yield { ...page, cursor: { ...page.cursor, as: String(ctx.secrets.token) } };
			},
		}),
	},
	{
		mistake: "more is declared than implemented",
		caughtBy: "manifest: declares exactly the commands it implements",
		because: "to deeply equal [ 'annotate', 'cancel', 'mark-paid' ]",
		mutation: (connector) => ({
			manifest: declaring(connector, { commands: ["mark-paid", "annotate", "cancel"] }),
		}),
	},
];

function declaring(
	{ manifest }: Connector,
	more: Partial<Connector["manifest"]["capabilities"]>,
): Connector["manifest"] {
	return { ...manifest, capabilities: { ...manifest.capabilities, ...more } };
}

/** The same error, or where it is of the one fault, another of the other, without its details. */
function rethrow(error: unknown, of: ConnectorError["fault"], as: ConnectorError["fault"]): never {
	if (!(error instanceof ConnectorError) || error.fault !== of) throw error;
	throw new ConnectorError(as, error.message, { code: "MUTANT" });
}

async function received(connector: Connector, ...[ctx, raw]: Parameters<NonNullable<Connector["receive"]>>) {
	return (await connector.receive?.(ctx, raw)) ?? { orders: [], changed: [] };
}

/** Something between the connector and its shop. */
function inTheLine(
	between: (request: Request, send: (request: Request) => Promise<Response>) => Promise<Response>,
): Mutation {
	const through = (ctx: Context): Context => ({
		...ctx,
		http: (input, init) => between(new Request(input, init), (request) => ctx.http(request)),
	});
	return (connector) => ({
		pull: (ctx, since) => connector.pull(through(ctx), since),
		listOpen: (ctx) => connector.listOpen(through(ctx)),
		execute: (ctx, command) => connector.execute(through(ctx), command),
	});
}

function eachOrder(change: (order: Order) => Order): Mutation {
	return (connector) => ({
		async read(ctx, ref) {
			const order = await connector.read(ctx, ref);
			return order && change(order);
		},
	});
}

/** The fake numbers its orders from 1 on: behind the n-th of a list is the n-th that is still in it. */
function byOffset(address: string): string {
	const url = new URL(address);
	const after = Number(url.searchParams.get("id_after"));
	if (after > 0) url.searchParams.set("id_after", String(after * 2));
	return url.href;
}
