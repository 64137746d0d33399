import type { OrderRef } from "@kontor/connector";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connector } from "../src/connector.ts";
import { place } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { shopContext } from "./rig.ts";

/** Invoices that a plugin of the shop made, through Kontor's plugin for WordPress. */
let fake: FakeWooCommerce;
let order: StoredOrder;
beforeEach(async () => {
	fake = await startFakeWooCommerce();
	order = place(fake.shop, { total: "119.00", meta: { _wcpdf_invoice_number: "of the meta" } });
});
afterEach(() => fake.close());

const refOf = ({ id }: StoredOrder) => String(id) as OrderRef;
const pdf = () => connector.document?.(shopContext(fake), refOf(order), "invoice");

it("go with the order, and their PDF can be had", async () => {
	fake.shop.invoices.set(order.id, { number: "RE-2026-0001", date: "2026-11-22", pdf: "%PDF-1.4\n% an invoice\n" });
	const read = await connector.read(shopContext(fake), refOf(order));
	expect(read?.invoice).toEqual({ number: "RE-2026-0001", date: "2026-11-22", documentRef: "invoice" });
	const document = await pdf();
	expect(document?.contentType).toBe("application/pdf");
	expect(Buffer.from(document?.bytes ?? []).toString()).toContain("an invoice");
});

it("without that plugin there is the number, and no PDF", async () => {
	const read = await connector.read(shopContext(fake), refOf(order));
	expect(read?.invoice).toEqual({ number: "of the meta" });
	expect(await pdf()).toBeNull();
});

it("another order's may be there, this one's not", async () => {
	fake.shop.invoices.set(order.id + 1, { number: "RE-2", date: "", pdf: "%PDF-" });
	expect(await pdf()).toBeNull();
	expect(await connector.document?.(shopContext(fake), refOf(order), "letter")).toBeNull();
});

it("what is no PDF is not handed on as one", async () => {
	fake.shop.invoices.set(order.id, { number: "RE-1", date: "", pdf: "<html>Fatal error" });
	await expect(pdf()).rejects.toMatchObject({ fault: "unexpected-reply" });
});
