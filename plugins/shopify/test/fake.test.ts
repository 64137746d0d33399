import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isEnumType } from "graphql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API_VERSION } from "../src/client.ts";
import { PAY_PART, SHOP } from "../src/documents.ts";
import { SCOPES } from "../src/scopes.ts";
import { isKontorTag, SHOP_STATUSES } from "../src/statuses.ts";
import { type GraphqlRequest, SCHEMA } from "./fake/graphql.ts";
import { place } from "./fake/order-life.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";

/** That the fake cannot drift from Shopify's schema, and answers its refusals as Shopify does. */
let fake: FakeShopify;
beforeEach(async () => {
	fake = await startFakeShopify({ plus: false });
});
afterEach(() => fake.close());

async function post(body: GraphqlRequest, token = fake.shop.accessToken) {
	const response = await fetch(`${fake.url}/admin/api/${API_VERSION}/graphql.json`, {
		method: "POST",
		headers: { "x-shopify-access-token": token },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, text, body: response.status === 200 ? JSON.parse(text) : null };
}

describe("the fake", () => {
	it("fails where its own answer does not fit the schema", async () => {
		const order = place(fake.shop);
		Object.assign(order, { currency: "DEM" });
		const query = `{ order(id: "gid://shopify/Order/${order.id}") { currencyCode } }`;
		expect(await post({ query })).toMatchObject({ status: 500, text: expect.stringContaining("DEM") });
	});

	it("refuses a field that the schema does not have, and a query that costs too much", async () => {
		expect((await post({ query: "{ shop { pets } }" })).body.errors[0].message).toContain("pets");
		const query =
			"{ orders(first: 250) { nodes { customer { displayName } billingAddress { city } refunds(first: 9) { note } } } }";
		expect((await post({ query })).body.errors[0].extensions.code).toBe("MAX_COST_EXCEEDED");
	});

	it("says with status 200 that there are too few points, and how many there are", async () => {
		fake.shop.bucket.available = 0;
		Object.assign(fake.shop.bucket, { restoreRate: 1 });
		expect(await post({ query: SHOP.text })).toMatchObject({
			status: 200,
			body: {
				errors: [{ extensions: { code: "THROTTLED" } }],
				extensions: { cost: { actualQueryCost: null, throttleStatus: { currentlyAvailable: 0 } } },
			},
		});
	});

	it("lets no token in that ran out", async () => {
		fake.shop.accessTokens.set("old", { expires: new Date(0), replaces: null });
		expect((await post({ query: SHOP.text }, "old")).status).toBe(401);
	});

	it("denies part payments without Shopify Plus, after what the document did before", async () => {
		const order = place(fake.shop);
		const variables = {
			id: `gid://shopify/Order/${order.id}`,
			amount: { amount: "1.00", currencyCode: "EUR" },
			ledger: [],
		};
		expect((await post({ query: PAY_PART.text, variables })).body).toMatchObject({
			data: { orderCreateManualPayment: null, metafieldsSet: { userErrors: [] } },
			errors: [{ extensions: { code: "ACCESS_DENIED" } }],
		});
	});
});

it.each([
	["OrderDisplayFinancialStatus", SHOP_STATUSES.payment],
	["OrderDisplayFulfillmentStatus", SHOP_STATUSES.fulfillment],
])("every %s of the schema is described, and no other", (name, described) => {
	const type = SCHEMA.getType(name);
	const values = isEnumType(type) ? type.getValues().map((value) => value.name) : [];
	const ids = described.map(({ id }) => id).filter((id) => !isKontorTag(id));
	expect(ids.toSorted()).toEqual(values.toSorted());
});

it("the app's registration says what the plugin asks for", () => {
	const toml = readFileSync(join(import.meta.dirname, "../app/shopify.app.toml"), "utf8");
	expect(toml).toContain(`scopes = "${SCOPES.join(",")}"`);
	expect(toml).toContain(`api_version = "${API_VERSION}"`);
	expect(toml).toContain('compliance_topics = ["customers/data_request", "customers/redact", "shop/redact"]');
	expect(toml).toMatch(/redirect_urls = \["https:[^"]+\/routes\/shopify\/callback"\]/);
});
