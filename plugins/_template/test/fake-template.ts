import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Effect, FakeShop } from "@kontor/conformance";
import { formatDecimal, OrderRef, parseMoney, type RawRequest } from "@kontor/connector";
import type { TemplateOrder } from "../src/mapping.ts";
import { digestOf, signatureOf } from "../src/webhook.ts";

export const TOKEN = "sample-token-7f3a9c";
const OFFSET_MINUTES = 330;
const METHODS = { prepayment: "transfer", invoice: "invoice", cashOnDelivery: "cod", monitored: "card" } as const;
const STATUSES = ["open", "paid", "shipped", "cancelled"].map((id) => ({ id, name: id }));

/** The shop as it behaves: orders in memory, its API over HTTP, its wall clock in India. */
export async function startFakeTemplate() {
	const orders = new Map<number, TemplateOrder>();
	const effects: Effect[] = [];
	let changes = 0;
	let lastId = 0;
	let removed = false;
	let webhook: { url: string; enabled: boolean; key_digest: string } | null = null;

	const server = createServer((request, response) => {
		void answer(request).then(([status, body]) => {
			response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

	async function answer(request: IncomingMessage): Promise<[status: number, body: unknown]> {
		const { pathname, searchParams } = new URL(request.url ?? "/", url);
		const [, , what, id, action] = pathname.split("/");
		const body = JSON.parse((await text(request)) || "{}");
		if (removed || request.headers.authorization !== `Bearer ${TOKEN}`) return [401, { error: "unauthorized" }];
		if (what === "shop") return [200, { id: "sample-1", payment_methods: methods(), statuses: STATUSES }];
		if (what === "webhook") {
			if (request.method === "PUT") webhook = { url: body.url, enabled: true, key_digest: digestOf(body.key) };
			return webhook === null ? [404, {}] : [200, webhook];
		}
		if (id === undefined) return [200, { orders: list(searchParams) }];
		const order = orders.get(Number(id));
		if (order === undefined) return [404, { error: "no such order" }];
		if (action === "payment") return pay(order, body);
		if (action === "notes") touch(order, { notes: [...order.notes, body.text] }, "note");
		return [200, order];
	}

	function list(query: URLSearchParams): TemplateOrder[] {
		const wanted = query.get("status")?.split(",");
		const by = query.has("id_after") ? "id" : "changed";
		const after = Number(query.get("id_after") ?? query.get("changed_after"));
		return [...orders.values()]
			.filter((order) => order[by] > after && (wanted === undefined || wanted.includes(order.status)))
			.sort((a, b) => a[by] - b[by])
			.slice(0, Number(query.get("limit")));
	}

	/** Every payment counts, and mails the buyer: the shop itself knows no repetition. */
	function pay(
		order: TemplateOrder,
		{ amount, status = "paid" }: { amount: string; status?: string },
	): [number, unknown] {
		if (["paid", "cancelled"].includes(order.status)) return [409, { error: `the order is ${order.status}` }];
		const paid = parseMoney(order.paid, order.currency).minor + parseMoney(amount, order.currency).minor;
		touch(order, { paid: formatDecimal({ minor: paid, currency: order.currency }), status }, `payment of ${amount}`);
		effects.push({ ref: refOf(order), what: "e-mail: thank you for your payment" });
		return [200, order];
	}

	function touch(order: TemplateOrder, change: Partial<TemplateOrder>, effect?: string): void {
		orders.set(order.id, Object.assign(order, change, { changed: ++changes }));
		if (effect !== undefined) effects.push({ ref: refOf(order), what: effect });
	}

	function held(ref: OrderRef): TemplateOrder {
		const order = orders.get(Number(ref));
		if (order === undefined) throw new Error(`the fake has no order ${ref}`);
		return order;
	}

	const shop: FakeShop = {
		async place({ amount, paymentCode }) {
			const id = ++lastId;
			const method = METHODS[paymentCode];
			const order: TemplateOrder = {
				id,
				number: `R-${1000 + id}`,
				changed: ++changes,
				placed_at: wallClock(),
				currency: amount.currency,
				total: formatDecimal(amount),
				paid: formatDecimal({ ...amount, minor: 0 }),
				status: "open",
				payment_method: { id: method, name: method },
				buyer: { name: "Ada Käufer", email: "ada@example.org", street: "Hauptstr. 1", city: "Kiel", country: "DE" },
				notes: [],
			};
			orders.set(id, order);
			return refOf(order);
		},
		async edit(ref) {
			touch(held(ref), { buyer: { ...held(ref).buyer, street: `Nebenstr. ${changes}` } });
		},
		async settleElsewhere(ref) {
			touch(held(ref), { status: "cancelled" });
		},
		async remove(ref) {
			orders.delete(Number(ref));
		},
		effects: async () => [...effects],
		webhook: async (ref, signing) => signed(held(ref), signing),
		async uninstall(signing) {
			removed = true;
			return signed({ removed }, signing);
		},
	};
	async function close(): Promise<void> {
		server.close();
		server.closeAllConnections();
	}
	return { url, shop, close };
}

function methods() {
	return Object.values(METHODS).map((id) => ({ id, name: id, enabled: id !== "card" }));
}

function refOf({ id }: TemplateOrder): OrderRef {
	return OrderRef.parse(String(id));
}

function signed(message: object, { key, at }: { readonly key: string; readonly at: Date }): RawRequest {
	const timestamp = String(Math.floor(at.getTime() / 1000));
	const body = new TextEncoder().encode(JSON.stringify(message));
	const signature = signatureOf(key, timestamp, body);
	const headers = new Headers({ "x-shop-timestamp": timestamp, "x-shop-signature": signature });
	return { method: "POST", url: "/", headers, body };
}

function wallClock(): string {
	return new Date(Date.now() + OFFSET_MINUTES * 60_000).toISOString().replace("Z", "+05:30");
}
