import { LINK_CODE } from "@kontor/conformance/fake-hub";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sessionToken } from "./fake/oauth.ts";
import { type Hosted, startHosted } from "./hosted.ts";

let hosted: Hosted;
beforeAll(async () => {
	hosted = await startHosted();
});
afterAll(() => hosted.close());

const IDENTITY = "gid://shopify/Shop/548380009";

async function open(token: string, body: object = {}): Promise<{ status: number; answer: unknown }> {
	const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
	const to = `${hosted.host.url}/routes/shopify/install`;
	const answered = await fetch(to, { method: "POST", headers, body: JSON.stringify(body) });
	return { status: answered.status, answer: await answered.json().catch(() => null) };
}

it("an app installed from Shopify's side waits for a merchant, with tokens that work (A2)", async () => {
	const { fake, hub } = hosted;
	expect(await open(sessionToken(fake.shop))).toEqual({
		status: 200,
		answer: { state: "unclaimed", code: "CLAIM-CODE", refused: false },
	});
	const { shop } = fake;
	expect(hub.installations.get(IDENTITY)).toMatchObject({
		name: shop.domain,
		config: { shop: shop.domain },
		secrets: { accessToken: shop.accessToken, refreshToken: shop.refreshToken },
	});
});

it("is linked at once where the merchant's link code comes along, and says so where it is not his", async () => {
	const { fake } = hosted;
	expect((await open(sessionToken(fake.shop), { linkCode: "wrong" })).answer).toMatchObject({ refused: true });
	expect((await open(sessionToken(fake.shop), { linkCode: LINK_CODE })).answer).toEqual({ state: "linked" });
});

it("is not installed without Shopify's signature, for another app, or with too few permissions", async () => {
	const { fake, hub } = hosted;
	const before = hub.received.length;
	for (const token of ["", sessionToken(fake.shop, {}, "forged"), sessionToken(fake.shop, { aud: "another app" })]) {
		expect((await open(token)).status).toBe(401);
	}
	fake.shop.scopes = fake.shop.scopes.filter((scope) => scope !== "read_all_orders");
	expect(await open(sessionToken(fake.shop))).toMatchObject({ status: 409, answer: { missing: ["read_all_orders"] } });
	expect(hub.received.length).toBe(before);
});
