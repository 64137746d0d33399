import {
	type ClientOptions,
	call,
	createConnection,
	finishNotification,
	getConnection,
	listNotifications,
	reportProblem,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { testManifest } from "./support/test-shop.ts";

const text = { de: "Die Uhr geht falsch.", en: "The clock is wrong." };

describe("what a host reports of a shop", () => {
	let hub: TestHub;
	let host: ClientOptions;
	let merchant: ClientOptions;
	let connection: string;
	beforeAll(async () => {
		hub = await startTestHub();
		host = await hub.newHost(testManifest());
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		merchant = await hub.newMerchant();
		const { id } = await call(merchant, createConnection, {
			body: { plugin: "testshop", name: "Shop", config: { url: "https://s.example" }, secrets: { apiKey: "sesame" } },
		});
		connection = id;
	});

	const report = (code: string, resolved = false) =>
		call(host, reportProblem, { params: { connection }, body: { code, text, resolved } });
	const told = async (done = false) =>
		(await call(merchant, listNotifications, { query: { done: String(done) } })).items;

	it("is told once for each code, newest first, and shown with the shop (L4)", async () => {
		await report("CLOCK");
		hub.advance(1000);
		await report("OTHER");
		await report("CLOCK");
		expect(await told()).toMatchObject([
			{ code: "OTHER", text, about: { connection }, at: hub.now().toISOString(), done: false },
			{ code: "CLOCK", text, about: { connection } },
		]);
		const { problems } = await call(merchant, getConnection, { params: { connection } });
		expect(problems).toEqual([
			{ code: "CLOCK", text, nextStep: { action: "check", text: expect.any(Object) } },
			{ code: "OTHER", text, nextStep: { action: "check", text: expect.any(Object) } },
		]);
	});

	it("is told once by two reports at the same time", async () => {
		await Promise.all([report("CLOCK"), report("CLOCK"), report("CLOCK")]);
		expect(await told()).toHaveLength(1);
	});

	it("is withdrawn when it is over, and told again when it comes back", async () => {
		await report("CLOCK");
		await report("CLOCK", true);
		await report("CLOCK", true);
		expect(await told()).toEqual([]);
		expect(await told(true)).toHaveLength(1);
		await report("CLOCK");
		expect(await told()).toHaveLength(1);
	});

	it("is done when the merchant says so, and stays it", async () => {
		await report("CLOCK");
		const [told_] = await told();
		const finish = (notification: string) => call(merchant, finishNotification, { params: { notification } });
		await finish(told_?.id ?? "");
		await finish(told_?.id ?? "");
		expect(await told()).toEqual([]);
		await expect(finish(crypto.randomUUID())).rejects.toMatchObject({ problem: { status: 404 } });
	});
});
