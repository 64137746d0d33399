import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTo } from "../src/client.ts";
import type { Shop } from "../src/manifest.ts";
import { place } from "./fake/order-life.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { OBSERVED_DELIVERY } from "./observed-delivery.ts";
import { OBSERVED_PAYMENTS } from "./observed-payments.ts";
import { shopContext } from "./rig.ts";
import { OrderItem } from "./schema/order-item.ts";

/** The fake has to be as the real shop is, or every test against it proves nothing. */
let fake: FakeWooCommerce;
let ctx: Shop;

beforeAll(async () => {
	fake = await startFakeWooCommerce({ timeZone: "Asia/Kolkata" });
	ctx = shopContext(fake);
});
afterAll(() => fake.close());

describe("payments, as observed on a real shop", () => {
	it.each(OBSERVED_PAYMENTS)("$goods in $from, PUT $put: $status, paid $paid", async (row) => {
		const { shop } = fake;
		const order = place(shop, { total: "23.80", downloadOnly: row.goods === "download-only", status: row.from });
		const [stock, entries] = [shop.stock, shop.ledger.length];
		const { body } = await connectTo(ctx).put(`orders/${order.id}`, { ...row.put, transaction_id: "T1" });
		const mails = shop.ledger.slice(entries).filter(({ what }) => what.startsWith("e-mail "));
		expect(body).toMatchObject({ status: row.status, transaction_id: "T1" });
		expect((body as { date_paid: unknown }).date_paid !== null).toBe(row.paid);
		expect(shop.stock - stock).toBe(row.stock);
		const subjects = mails.map(({ what }) => what.replace(/^e-mail /, "").replace(/: #\d+$/, ""));
		expect(subjects.toSorted()).toEqual([...row.mails].toSorted());
	});
});

describe("answers", () => {
	it("are held against a schema that a real shop's order fits", () => {
		const order = OrderItem.safeParse(JSON.parse(OBSERVED_DELIVERY.body.toString("utf8")));
		expect(order.error?.issues).toBeUndefined();
	});

	it("gives every order as WooCommerce's schema has it", async () => {
		const order = place(fake.shop, { total: "23.80", meta: { _po_number: "B-1" } });
		const api = connectTo(ctx);
		await api.post(`orders/${order.id}/refunds`, { amount: "3.80", reason: "", api_refund: false });
		for (const put of [{ status: "pending", set_paid: true }, { status: "completed" }]) {
			expect(OrderItem.parse((await api.put(`orders/${order.id}`, put)).body)).toMatchObject(put.set_paid ? {} : put);
		}
		expect(OrderItem.parse((await api.get(`orders/${order.id}`)).body)).toMatchObject({
			total: "23.80",
			refunds: [{ total: "-3.80" }],
		});
	});

	it("gives times on the shop's wall and in UTC", async () => {
		const order = place(fake.shop, { total: "1.00" });
		const { body } = await connectTo(ctx).get(`orders/${order.id}`);
		const { date_created, date_created_gmt } = OrderItem.parse(body);
		expect(Date.parse(`${date_created}Z`) - Date.parse(`${date_created_gmt}Z`)).toBe(5.5 * 3_600_000);
	});

	it.each([
		["orders", { per_page: 101 }],
		["orders", { status: "gone-with-its-plugin" }],
		["orders", { orderby: "date_modified" }],
		["orders", { modified_after: "yesterday" }],
	])("refuses %s with %o", async (path, query) => {
		await expect(connectTo(ctx).get(path, query)).rejects.toMatchObject({ details: { http: { status: 400 } } });
	});

	it("answers 404 to a GET and 400 to a PUT of an order it does not have", async () => {
		const api = connectTo(ctx);
		const details = (status: number) => ({ details: { http: { status } } });
		await expect(api.get("orders/999999")).rejects.toMatchObject(details(404));
		await expect(api.put("orders/999999", {})).rejects.toMatchObject(details(400));
	});
});
