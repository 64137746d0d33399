import {
	answerRepeatedNumbers,
	batchOrders,
	type ClientOptions,
	type Connection,
	call,
	connectConnection,
	createAccount,
	doRelaunchStep,
	endRelaunch,
	getConnection,
	listAccounts,
	listMerchantConnections,
	type ProblemError,
	type Relaunch,
	type RelaunchAnswer,
	type RelaunchKind,
	type RelaunchStepName,
	startRelaunch,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAccount } from "./support/bank.ts";
import { order } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { addShop, answerRequests, answersOf, connectShop, testManifest } from "./support/test-shop.ts";

const OLD = "https://shop.example";
const NEXT = {
	plugin: "testshop",
	name: "Neu",
	config: { url: OLD },
	secrets: { apiKey: "new-key" },
	testSystem: false,
};

let hub: TestHub;
let host: ClientOptions;
let merchant: ClientOptions & { id: string };
let old: Connection;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
	hub.advance(1000);
	host = await hub.newHost(testManifest());
	merchant = await hub.newMerchant();
	old = await connectShop(hub, merchant, host, OLD);
	hub.advance(60_000);
});

/** Each shop answers at the address it has. */
async function answer(): Promise<void> {
	const { items } = await call(merchant, listMerchantConnections, {});
	const urls = new Map(items.map(({ id, url }) => [id, url]));
	await answerRequests(host, ({ connection }) => answersOf(urls.get(connection) ?? "", hub.now()));
}
const start = (kind: RelaunchKind) => call(merchant, startRelaunch, { body: { kind, connection: old.id } });
const step = (relaunch: Relaunch, name: RelaunchStepName, body: RelaunchAnswer = {}) =>
	call(merchant, doRelaunchStep, { params: { relaunch: relaunch.id, step: name }, body });
const show = (id: string) => call(merchant, getConnection, { params: { connection: id } });
const standing = ({ steps }: Relaunch) => Object.fromEntries(steps.map((one) => [one.step, one.state]));
const problemOf = (answered: Promise<unknown>) =>
	answered.then(
		() => null,
		(error: ProblemError) => error.problem,
	);

describe("a relaunch (A9)", () => {
	it("leads from the old shop to the new one at its address, step by step", async () => {
		const begun = await start("relaunch");
		expect(standing(begun)).toEqual({
			disconnectOld: "open",
			renameOld: "blocked",
			addNew: "blocked",
			import: "open",
			accounts: "notNeeded",
			connectNew: "blocked",
		});
		for (const { title, text } of begun.steps) {
			for (const one of [title, text]) expect([one.de, one.en].every((words) => words.length > 5)).toBe(true);
		}
		await step(begun, "disconnectOld");
		await step(begun, "renameOld", { url: "shop.example_alt" });
		const added = await step(begun, "addNew", { shop: NEXT });
		expect(added.new).not.toBeNull();
		await answer();
		expect(standing(await step(begun, "import", { imported: "running" }))).toMatchObject({
			addNew: "done",
			import: "open",
			connectNew: "blocked",
		});
		await step(begun, "import", { imported: "finished" });
		await step(begun, "connectNew");
		await answer();
		expect(await show(added.new ?? "")).toMatchObject({ state: "connected", url: OLD });
		expect(await show(old.id)).toMatchObject({ state: "disconnected", url: "shop.example_alt" });
		const done = await call(merchant, endRelaunch, { params: { relaunch: begun.id } });
		expect(new Set(Object.values(standing(done)))).toEqual(new Set(["done", "notNeeded"]));
		expect(done.endedAt).not.toBeNull();
	});

	it("refuses a step that waits for another, and says which; one that is done stays so", async () => {
		const begun = await start("relaunch");
		expect(await problemOf(step(begun, "connectNew"))).toMatchObject({
			code: "CONFLICT",
			forMerchant: { de: "Zuerst: Alten Shop trennen." },
		});
		await step(begun, "disconnectOld");
		await step(begun, "disconnectOld");
		expect(await problemOf(step(begun, "renameOld"))).toMatchObject({ status: 400, issues: [{ path: "body.url" }] });
		expect(await problemOf(step(begun, "renameOld", { url: OLD }))).toMatchObject({ code: "CONFLICT" });
		expect(await problemOf(step(begun, "moveOld", { url: "x" }))).toMatchObject({ code: "CONFLICT" });
		expect(await problemOf(start("parallel"))).toMatchObject({ code: "CONFLICT" });
	});

	it("does not let the new shop be connected past it while orders are imported", async () => {
		const begun = await start("relaunch");
		await step(begun, "disconnectOld");
		await step(begun, "renameOld", { url: "alt" });
		const fresh = await addShop(hub, merchant, host, OLD);
		await step(begun, "addNew", { connection: fresh.id });
		const connect = () => call(merchant, connectConnection, { params: { connection: fresh.id } });
		expect(await problemOf(connect())).toMatchObject({ code: "CONFLICT", forMerchant: { de: expect.any(String) } });
		await step(begun, "import", { imported: "none" });
		expect((await connect()).state).toBe("checking");
	});

	it("adds the new shop to the accounts that are for the old one only, before it connects (C2)", async () => {
		await call(merchant, createAccount, {
			body: {
				name: "Giro",
				number: "DE02120300000000202051",
				currency: "EUR",
				assignFrom: "2026-01-01",
				connections: [old.id],
			},
		});
		await call(merchant, createAccount, {
			body: { name: "Für alle", number: "DE02500105170137075030", currency: "EUR", assignFrom: "2026-01-01" },
		});
		const begun = await start("relaunch");
		await step(begun, "disconnectOld");
		await step(begun, "renameOld", { url: "alt" });
		await step(begun, "import", { imported: "none" });
		const added = await step(begun, "addNew", { shop: NEXT });
		await answer();
		expect(standing(added)).toMatchObject({ accounts: "open", connectNew: "blocked" });
		await step(begun, "accounts");
		const { items } = await call(merchant, listAccounts, {});
		expect(items.map(({ connections }) => connections)).toEqual([[old.id, added.new], []]);
		expect(standing(await step(begun, "connectNew"))).toMatchObject({ accounts: "done" });
	});
});

describe("two shops side by side (A10)", () => {
	it("moves the old one to its new address, where it goes on, and adds the new one beside it", async () => {
		const begun = await start("parallel");
		await step(begun, "disconnectOld");
		await step(begun, "moveOld", { url: "https://old.example" });
		await step(begun, "reconnectOld");
		await answer();
		expect(await show(old.id)).toMatchObject({
			state: "connected",
			url: "https://old.example",
			connectedAt: old.connectedAt,
		});
		const added = await step(begun, "addNew", { shop: NEXT });
		await answer();
		expect(standing(await step(begun, "import", { imported: "none" }))).toMatchObject({ testSystem: "notNeeded" });
		await step(begun, "connectNew");
		await answer();
		expect((await show(added.new ?? "")).state).toBe("connected");
		expect((await show(old.id)).testSystem).toBe(false);
	});

	it("recommends the old one as test system where orders were imported, and leaves it to the merchant", async () => {
		const begun = await start("parallel");
		await step(begun, "disconnectOld");
		await step(begun, "moveOld", { url: "https://old.example" });
		await step(begun, "addNew", { shop: NEXT });
		await answer();
		const imported = await step(begun, "import", { imported: "finished" });
		expect(standing(imported)).toMatchObject({ testSystem: "open", connectNew: "blocked" });
		expect(imported.steps.find((one) => one.step === "testSystem")?.text.de).toMatch(/^Empfohlen/);
		expect(standing(await step(begun, "testSystem", { testSystem: true }))).toMatchObject({ connectNew: "open" });
		expect((await show(old.id)).testSystem).toBe(true);
	});
});

describe("numbers that an older shop has already (A9)", () => {
	const BANK = { id: "bank", title: "Vorkasse" };
	const deliver = (shop: Pick<Connection, "id">, ...refs: string[]) => {
		const at = hub.now().toISOString();
		const items = refs.map((ref) => order(ref, { paymentMethod: BANK, placedAt: at, recordedAt: at }));
		return call(host, batchOrders, { params: { connection: shop.id }, body: { items } });
	};
	const marks = async ({ id }: Pick<Connection, "id">) => {
		const { rows } = await hub.sql.query("SELECT ref, repeats_number AS mark FROM orders WHERE connection_id = $1", [
			id,
		]);
		return Object.fromEntries(rows.map(({ ref, mark }) => [ref, mark]));
	};
	const say = ({ id }: Pick<Connection, "id">, are: "imported" | "different") =>
		call(merchant, answerRepeatedNumbers, { params: { connection: id }, body: { are } });
	let fresh: Connection;
	beforeEach(async () => {
		await deliver(old, "1", "2");
		fresh = await connectShop(hub, merchant, host, "https://new.example");
		hub.advance(60_000);
	});

	it("are asked about once, and nothing is to be sent for them until the merchant has said what they are", async () => {
		await deliver(fresh, "1", "3");
		await deliver(fresh, "2");
		expect(await marks(fresh)).toEqual({ 1: "asked", 2: "asked", 3: null });
		const { problems } = await show(fresh.id);
		expect(problems).toMatchObject([{ code: "NUMBERS_REPEAT", text: { de: expect.stringContaining("N1") } }]);
		expect(await say(fresh, "imported")).toEqual({ orders: 2 });
		expect(await marks(fresh)).toEqual({ 1: "imported", 2: "imported", 3: null });
		expect((await show(fresh.id)).problems).toEqual([]);
		expect(await problemOf(say(fresh, "imported"))).toMatchObject({ code: "CONFLICT" });
	});

	it("are not asked about any more once they are other orders", async () => {
		await deliver(fresh, "1");
		await say(fresh, "different");
		await deliver(fresh, "2");
		expect(await marks(fresh)).toEqual({ 1: null, 2: null });
	});

	it("say nothing about the older shop, or another merchant's", async () => {
		await deliver(fresh, "8");
		await deliver(old, "8");
		expect(await marks(old)).toMatchObject({ 8: null });
		const other = await hub.newMerchant();
		const theirs = await connectShop(hub, other, host, "https://theirs.example");
		hub.advance(60_000);
		await deliver(theirs, "1");
		expect(await marks(theirs)).toEqual({ 1: null });
	});

	it("never assign a posting by the number alone that both shops have (A10)", async () => {
		const at = hub.now().toISOString();
		const twin = (ref: string, name: string) =>
			order(ref, {
				number: "10777",
				paymentMethod: BANK,
				placedAt: at,
				recordedAt: at,
				customer: { name, billing: { country: "DE" } },
			});
		for (const [shop, name] of [
			[old, "Anna Alt"],
			[fresh, "Nora Neu"],
		] as const) {
			await call(host, batchOrders, { params: { connection: shop.id }, body: { items: [twin("77", name)] } });
		}
		const bank = await openAccount(merchant);
		await bank.books({ text: "Bestellung 10777" });
		expect((await bank.decided())["Bestellung 10777"]).toMatchObject({ outcome: "review" });
	});
});
