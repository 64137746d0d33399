import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { easybill } from "../src/easybill.ts";
import { type FakeEasybill, startFakeEasybill } from "./fake-easybill.ts";
import { accountContext } from "./rig.ts";

let fake: FakeEasybill;
beforeEach(async () => {
	fake = await startFakeEasybill();
});
afterEach(() => fake.close());

const check = (given = {}) => easybill(fake.url).check(accountContext(fake, given));

describe("check", () => {
	it("knows the account by its first administrator, whosever key it is", async () => {
		expect(await check()).toMatchObject({ ok: true, identity: "login 4711" });
	});

	it("says in plain words that the key is wrong", async () => {
		const checked = await check({ secrets: { apiKey: "eb-wrong-wrong-wrong" } });
		expect(checked).toMatchObject({
			ok: false,
			field: "apiKey",
			forMerchant: { de: expect.stringContaining("Schlüssel") },
		});
	});

	it("says that the plan lacks the interface", async () => {
		fake.account.refused = "plan";
		const forMerchant = { de: expect.stringContaining("PLUS und BUSINESS"), en: expect.stringContaining("plans") };
		expect(await check()).toMatchObject({ ok: false, field: "apiKey", forMerchant });
	});

	it("says that easybill takes no more calls, and asks whether the plan is right", async () => {
		const http = () => Promise.resolve(new Response("{}", { status: 429 }));
		expect(await check({ http })).toMatchObject({
			ok: false,
			field: "plan",
			forMerchant: { de: expect.stringContaining("Tarif") },
		});
	});

	it("says that easybill cannot be reached, and blames nothing", async () => {
		const http = () =>
			Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ENOTFOUND" }) }));
		expect(await check({ http })).toMatchObject({ ok: false, field: null });
	});
});

it("waits a minute where easybill refuses without saying how long", async () => {
	const http = () => Promise.resolve(new Response("{}", { status: 429 }));
	await expect(easybill(fake.url).describe(accountContext(fake, { http }))).rejects.toMatchObject({
		fault: "rate-limited",
		details: { code: "EASYBILL_RATE_LIMITED", retryAfterMs: 60_000 },
	});
});
