import {
	type ClientOptions,
	call,
	createMerchant,
	createMerchantKey,
	getSettings,
	listNotifications,
	patchSettings,
	Settings,
} from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { connectShop, testManifest } from "./support/test-shop.ts";

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());

describe("merchants", () => {
	it("are added by the operator, with the ways of the first market as defaults", async () => {
		const merchant = await call(hub.operator, createMerchant, { body: { name: "Laden GmbH" } });
		expect(merchant).toMatchObject({ timeZone: "Europe/Berlin", language: "de", country: "DE" });
	});

	it("are not added in a time zone that does not exist: it decides days", async () => {
		const refused = call(hub.operator, createMerchant, { body: { name: "Laden", timeZone: "Europe/Entenhausen" } });
		await expect(refused).rejects.toMatchObject({
			problem: { status: 400, issues: [expect.objectContaining({ path: "body.timeZone" })] },
		});
	});

	it("get keys that are shown once and stored as hashes", async () => {
		const { key } = await hub.newMerchant();
		expect(key).toMatch(/^kontor_[\w-]{43}$/);
		const { rows } = await hub.sql.query("SELECT * FROM credentials");
		expect(rows.length).toBeGreaterThan(1);
		expect(JSON.stringify(rows)).not.toContain(key);
		expect(hub.logged()).not.toContain(key);
	});

	it("may only do what their key's scopes say", async () => {
		const { id } = await hub.newMerchant();
		const body = { label: "export", scopes: ["read" as const] };
		const { key } = await call(hub.operator, createMerchantKey, { params: { merchant: id }, body });
		const reader: ClientOptions = { baseUrl: hub.url, key };
		expect(await call(reader, getSettings, {})).toEqual(Settings.parse({}));
		await expect(call(reader, patchSettings, { body: { hold: true } })).rejects.toMatchObject({
			problem: { status: 403, code: "NOT_ALLOWED" },
		});
	});

	it("lose access with a key that is revoked", async () => {
		const merchant = await hub.newMerchant();
		await hub.sql.query("UPDATE credentials SET revoked_at = now() WHERE merchant_id = $1", [merchant.id]);
		await expect(call(merchant, getSettings, {})).rejects.toMatchObject({ problem: { status: 401 } });
	});

	it("have no keys where they do not exist", async () => {
		const given = { params: { merchant: crypto.randomUUID() }, body: { label: "x", scopes: ["read" as const] } };
		await expect(call(hub.operator, createMerchantKey, given)).rejects.toMatchObject({ problem: { status: 404 } });
	});
});

describe("settings", () => {
	it("change field by field, and each merchant's by himself", async () => {
		const [one, other] = [await hub.newMerchant(), await hub.newMerchant()];
		await call(one, patchSettings, { body: { pullMinutes: 10 } });
		const changed = await call(one, patchSettings, { body: { hold: true } });
		expect(changed).toEqual({ ...Settings.parse({}), pullMinutes: 10, hold: true });
		expect(await call(one, getSettings, {})).toEqual(changed);
		expect(await call(other, getSettings, {})).toEqual(Settings.parse({}));
	});

	it("are told to the hosts of the merchant's shops: what was held may go now (E5)", async () => {
		const host = await hub.newHost(testManifest());
		const merchant = await hub.newMerchant();
		await connectShop(hub, merchant, host);
		const takeHints = async () =>
			(await hub.sql.query("DELETE FROM work_hints WHERE host_id = $1", [host.id])).rowCount;
		await takeHints();
		await call(merchant, patchSettings, { body: { hold: true } });
		expect(await takeHints()).toBe(1);
	});

	it("lose no change of two that come at once", async () => {
		const merchant = await hub.newMerchant();
		const changes = [{ hold: true }, { pullMinutes: 7 }, { comparisonsPerDay: 4 }, { pullMinutesWithoutEvents: 9 }];
		await Promise.all(changes.map((body) => call(merchant, patchSettings, { body })));
		expect(await call(merchant, getSettings, {})).toMatchObject(Object.assign({}, ...changes));
		const { rows } = await hub.sql.query("SELECT version FROM settings WHERE merchant_id = $1", [merchant.id]);
		expect(rows).toEqual([{ version: 5 }]);
	});

	it("are refused with the field's name where they make no sense", async () => {
		const merchant = await hub.newMerchant();
		await expect(call(merchant, patchSettings, { body: { pullMinutes: 1 } })).rejects.toMatchObject({
			problem: { status: 400, issues: [expect.objectContaining({ path: "body.pullMinutes" })] },
		});
		expect((await call(merchant, listNotifications, {})).items).toEqual([]);
	});
});
