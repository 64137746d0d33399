import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { editAddress } from "../fake/control.ts";
import { place, remove } from "../fake/order-life.ts";
import { type Hosted, startHosted } from "../hosted.ts";
import { because, openSite, SHOW, type Site, type Step, withPhp } from "./site.ts";

/** The plugin's own PHP, request by request, against the real host. */
withPhp(`orders on their way${because}`, () => {
	let hosted: Hosted;
	let site: Site;
	const order = (given = {}) => {
		const placed = place(hosted.fake.shop, { total: "119.00", ...given });
		site.follow(hosted.fake.shop);
		return placed;
	};
	const stored = ({ id }: { id: number }) => hosted.hub.book(hosted.connection.id).orders.get(String(id) as never);
	const newOrder = ({ id }: { id: number }): Step[] => [{ do: ["woocommerce_new_order", id] }];

	/** WP-Cron never runs in this shop: what arrives, the plugin sent. */
	beforeEach(async () => {
		hosted = await startHosted({ deliverAtOnce: false });
		await hosted.consent();
		await hosted.request("watch-webhooks");
		site = openSite(hosted.fake.url);
		site.follow(hosted.fake.shop);
	});
	afterEach(async () => {
		site.close();
		await hosted.close();
	});

	it.each([{ FASTCGI: "1" }, {}])("a new one is in the hub when its request has ended (%o)", async (env) => {
		const placed = order();
		const { seconds } = await site.request(newOrder(placed), env);
		expect(stored(placed)).toMatchObject({ amount: { minor: 11_900 }, statuses: { order: "on-hold" } });
		expect(site.options("kontor_pending_")).toEqual([]);
		expect(seconds).toBeLessThan(2);
	});

	it("changes, the trash, restoring and deletion arrive, with orders as posts, too", async () => {
		const placed = order();
		await site.request(newOrder(placed));
		editAddress(hosted.fake.shop, placed);
		site.follow(hosted.fake.shop);
		await site.request([
			{ do: ["woocommerce_update_order", placed.id] },
			{ do: ["woocommerce_order_status_changed", placed.id, "pending", "on-hold"] },
		]);
		expect(stored(placed)?.customer.billing.street).toBe(placed.billing.address_1);
		const before = hosted.hub.received.length;
		site.change({ posts: true });
		remove(hosted.fake.shop, placed, false);
		site.follow(hosted.fake.shop);
		await site.request([{ do: ["wp_trash_post", placed.id] }]);
		expect([...hosted.hub.book(hosted.connection.id).gone]).toEqual([String(placed.id)]);
		expect(hosted.hub.received.slice(before).filter(({ operation }) => operation === "batchOrders")).toHaveLength(1);
	});

	it("an invoice that is made later arrives with its order (B5)", async () => {
		const placed = order();
		await site.request(newOrder(placed));
		hosted.fake.shop.invoices.set(placed.id, { number: "RE-1", date: "2026-11-23", pdf: "%PDF-" });
		site.follow(hosted.fake.shop);
		await site.request([{ invoiced: placed.id }]);
		expect(stored(placed)?.invoice).toEqual({ number: "RE-1", date: "2026-11-23", documentRef: "invoice" });
	});

	it("carts on their way through the checkout are nobody's business", async () => {
		const draft = order({ status: "checkout-draft" });
		const before = hosted.hub.received.length;
		await site.request(newOrder(draft));
		expect(hosted.hub.received.slice(before).map(({ operation }) => operation)).not.toContain("batchOrders");
		expect(site.options("kontor_pending_")).toEqual([]);
	});

	it("a request that is killed before its end leaves the order to WP-Cron", async () => {
		const placed = order();
		await site.request(newOrder(placed), { KILLED: "1" });
		expect(stored(placed)).toBeUndefined();
		expect(site.options("kontor_pending_")).toEqual([`kontor_pending_${placed.id}`]);
		expect(site.state().cron.map(([, hook]) => hook)).toContain("kontor_send");
		overdue();
		await site.request([{ do: ["kontor_send"] }], { CRON: "1" });
		expect(stored(placed)).toBeDefined();
		expect(site.options("kontor_pending_")).toEqual([]);
	});

	it("or to the next request of somebody who need not wait", async () => {
		const placed = order();
		await site.request(newOrder(placed), { KILLED: "1" });
		overdue();
		await site.request([], { FASTCGI: "1" });
		expect(stored(placed)).toBeDefined();
	});

	it("while Kontor is down a customer waits once and briefly, the next not at all, and nothing is lost", async () => {
		const silent = createServer(() => {});
		await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
		let asked = 0;
		silent.on("connection", () => asked++);
		const [first, second] = [order(), order()];
		const elsewhere = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/webhooks/1`;
		const away = Object.entries(site.state().webhooks).map(([id, hook]) => [id, { ...hook, deliveryUrl: elsewhere }]);
		site.change({ webhooks: Object.fromEntries(away) });
		expect((await site.request(newOrder(first))).seconds).toBeLessThan(4.5);
		expect((await site.request(newOrder(second))).seconds).toBeLessThan(1);
		expect(asked).toBe(1);
		expect(site.options("kontor_pending_")).toHaveLength(2);
		expect((await site.request(SHOW)).output).toContain("2 Bestellungen warten darauf");
		silent.closeAllConnections();
		silent.close();
		site.follow(hosted.fake.shop);
		overdue();
		await site.request([{ do: ["kontor_send"] }], { CRON: "1" });
		expect([stored(first), stored(second)]).toMatchObject([{ ref: String(first.id) }, { ref: String(second.id) }]);
		expect(site.options("kontor_pending_")).toEqual([]);
	});

	it("of an import of many some are sent at once, the others by WP-Cron", async () => {
		const many = Array.from({ length: 30 }, () => order());
		await site.request(many.map(({ id }) => ({ do: ["woocommerce_new_order", id] })));
		expect(site.options("kontor_pending_")).toHaveLength(10);
		overdue();
		await site.request([{ do: ["kontor_send"] }], { CRON: "1" });
		expect(many.filter((one) => stored(one) === undefined)).toEqual([]);
	});

	/** What waits is due now. */
	function overdue(): void {
		const options = Object.entries(site.state().options).map(([name, value]) => [
			name,
			/^kontor_(pending_|due)/.test(name)
				? value.replace(/(s:3:"due";)?i:\d{10};\}?$/, (text) => text.replace(/\d{10}/, "1000000000"))
				: value,
		]);
		site.change({ options: Object.fromEntries(options) });
	}
});
