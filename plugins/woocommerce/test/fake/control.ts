import { type ApiAnswer, type ApiRequest, text } from "./answers.ts";
import { orderBody } from "./order-body.ts";
import { moveTo, type Placed, place, remove, restore } from "./order-life.ts";
import type { Shop, StoredOrder } from "./state.ts";
import { announce, runCron } from "./webhooks.ts";

/**
 * What buyer and merchant do in a browser, and what an onlooker sees: `/__fake/...`, without authentication. For tests
 * and demonstrations that run the shop as a process of its own.
 *
 * - `GET ledger`, `GET orders`, `GET webhooks`
 * - `POST orders` places one (see `Placed`); `POST orders/:id/status` `{status}`, `.../edit`, `.../trash`, `.../restore`,
 *   `.../delete`
 * - `POST cron` delivers the webhooks that wait
 */
export async function control(shop: Shop, { method, path, body }: ApiRequest): Promise<ApiAnswer | null> {
	if (method === "GET" && path === "ledger") return { status: 200, body: shop.ledger };
	if (method === "GET" && path === "webhooks") return { status: 200, body: [...shop.webhooks.values()] };
	if (method === "GET" && path === "orders") {
		return { status: 200, body: [...shop.orders.values()].map((order) => orderBody(shop, order)) };
	}
	if (method !== "POST") return null;
	if (path === "cron") {
		await runCron(shop);
		return { status: 200, body: {} };
	}
	if (path === "orders") return { status: 201, body: orderBody(shop, place(shop, body as unknown as Placed)) };
	const [, id, action = ""] = /^orders\/(\d+)\/(\w+)$/.exec(path) ?? [];
	const order = shop.orders.get(Number(id));
	const act = ACTIONS[action];
	if (order === undefined || act === undefined) return null;
	act(shop, order, body);
	return { status: 200, body: orderBody(shop, order) };
}

const ACTIONS: Readonly<Record<string, (shop: Shop, order: StoredOrder, body: ApiRequest["body"]) => void>> = {
	status: (shop, order, { status }) => {
		moveTo(shop, order, text(status));
		announce(shop, order, "updated");
	},
	edit: editAddress,
	trash: (shop, order) => remove(shop, order, false),
	restore,
	delete: (shop, order) => remove(shop, order, true),
};

/** WooCommerce does not change the time of change for an address. */
export function editAddress(shop: Shop, order: StoredOrder): void {
	order.billing.address_1 = `Musterstr. ${shop.nextId()}`;
	announce(shop, order, "updated");
}
