import { randomBytes, randomUUID } from "node:crypto";
import {
	type ClientOptions,
	call,
	createAccount,
	createIntegrationKey,
	importStatement,
	listIntegrationKeys,
	listPostings,
	listQuestions,
	revokeIntegrationKey,
	sign,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { camt, OWN_IBAN } from "../support/statements.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

const PAID = {
	id: "p-1",
	bookingDay: "2026-11-02",
	amount: { minor: 4_990, currency: "EUR" },
	counterparty: { name: "Erika Muster", iban: "DE02 1203 0000 0000 2020 51" },
	remittance: "Bestellung 1001",
};

describe("integrated accounts (C1)", () => {
	let hub: TestHub;
	let merchant: ClientOptions & { id: string };
	let account: string;
	let key: string;
	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		hub.setClock("2026-11-02T08:00:00Z");
		merchant = await hub.newMerchant();
		const body = { name: "Zahlungsdienst", number: OWN_IBAN, assignFrom: "2026-11-01" };
		({ id: account } = await call(merchant, createAccount, { body }));
		({ key } = await newKey());
	});

	const newKey = () =>
		call(merchant, createIntegrationKey, { params: { account } }, { headers: { "idempotency-key": randomUUID() } });

	interface Sent {
		readonly keys?: readonly string[];
		readonly to?: string;
		readonly at?: Date;
		/** What arrives, where it is not what was signed. */
		readonly arrives?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
		readonly type?: string;
	}

	async function send(body: object | string, { keys = [key], to = account, at = hub.now(), arrives, type }: Sent = {}) {
		const bytes = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
		const answer = await fetch(`${hub.url}/v1/integrated-accounts/${to}/postings`, {
			method: "POST",
			headers: { "content-type": type ?? "application/json", ...sign(keys, randomUUID(), at, bytes) },
			body: arrives?.(bytes) ?? bytes,
		});
		return { status: answer.status, body: await answer.json() };
	}
	const deliver = (...postings: readonly object[]) => send({ postings });
	const stored = async () =>
		(await call(merchant, listPostings, { query: { limit: 500 } })).items
			.map(({ amount, status }) => `${amount.minor} ${status}`)
			.toSorted();

	it("take a provider's signed postings, and the same again without effect (I4)", async () => {
		const back = { ...PAID, id: "p-2", amount: { minor: -4_990, currency: "EUR" }, returnReason: "MD06" };
		expect(await deliver(PAID, back)).toEqual({ status: 200, body: { created: 2, known: 0, booked: 0, held: 0 } });
		expect(await deliver(PAID, back)).toMatchObject({ body: { created: 0, known: 2 } });
		expect(await deliver({ ...PAID, id: "p-3" }, PAID)).toMatchObject({ body: { created: 1, known: 1 } });
		expect(await stored()).toEqual(["-4990 booked", "4990 booked", "4990 booked"]);
		const { items } = await call(merchant, listPostings, { query: {} });
		expect(items).toContainEqual(
			expect.objectContaining({
				counterparty: { name: "Erika Muster", iban: "DE02120300000000202051" },
				remittance: "Bestellung 1001",
				account,
			}),
		);
		const shown = await hub.sql.query("SELECT fetched_at FROM accounts WHERE id = $1", [account]);
		expect(shown.rows[0]?.fetched_at).toEqual(hub.now());
	});

	it("know a posting by its id alone: what is alike but has another one is another posting", async () => {
		for (const id of ["a", "b", "c"]) expect(await deliver({ ...PAID, id })).toMatchObject({ body: { created: 1 } });
		await Promise.all(["a", "b", "c", "d"].map((id) => deliver({ ...PAID, id })));
		expect(await stored()).toHaveLength(4);
		expect(await deliver({ ...PAID, id: "a", remittance: "anders" })).toMatchObject({ body: { created: 0, known: 1 } });
		expect((await call(merchant, listQuestions, {})).items).toEqual([]);
	});

	it("book what was announced under the same id, whatever its day is by then (M3)", async () => {
		const pending = { ...PAID, status: "pending", bookingDay: "2026-11-01" };
		expect(await deliver(pending)).toMatchObject({ body: { created: 1 } });
		expect(await deliver(pending)).toMatchObject({ body: { created: 0, known: 1 } });
		// Other payments of later days do not make it lapse: a delivery is no statement.
		expect(await deliver({ ...PAID, id: "p-9", bookingDay: "2026-11-20" })).toMatchObject({ body: { created: 1 } });
		expect(await stored()).toEqual(["4990 booked", "4990 pending"]);
		expect(await deliver({ ...PAID, bookingDay: "2026-11-09" })).toMatchObject({ body: { created: 0, booked: 1 } });
		expect(await deliver({ ...PAID, bookingDay: "2026-11-09" })).toMatchObject({ body: { created: 0, booked: 0 } });
		expect(await stored()).toEqual(["4990 booked", "4990 booked"]);
	});

	it("refuse a booked posting that came again with another amount or day, and then store nothing of it", async () => {
		await deliver(PAID);
		for (const changed of [{ amount: { minor: 5_000, currency: "EUR" } }, { bookingDay: "2026-11-03" }]) {
			const answer = await deliver({ ...PAID, id: "new" }, { ...PAID, ...changed });
			expect(answer).toMatchObject({ status: 409, body: { code: "CONFLICT", issues: [{ path: "body.postings.1" }] } });
		}
		expect(await stored()).toEqual(["4990 booked"]);
	});

	it("hold what is older than the account's connection (C4)", async () => {
		const old = { ...PAID, bookingDay: "2026-10-15" };
		expect(await deliver(old)).toMatchObject({ body: { created: 1, held: 1 } });
	});

	it("can be combined with files: what a statement tells as well is one posting", async () => {
		await deliver(PAID);
		const file = camt([{ day: "2026-11-02", minor: 4_990, name: "Erika Muster", text: "Bestellung 1001" }]);
		const report = await call(merchant, importStatement, { params: { account }, body: file });
		expect(report).toMatchObject({ created: 0, known: 1, questions: [] });
	});

	it("take a thousand at once", async () => {
		const many = Array.from({ length: 1_000 }, (_, index) => ({ ...PAID, id: `many-${index}` }));
		expect(await deliver(...many)).toMatchObject({ body: { created: 1_000 } });
		expect(await deliver(...many.toReversed())).toMatchObject({ body: { created: 0, known: 1_000 } });
	});

	describe("answer 401, and store nothing, for", () => {
		const refused = (sent: Sent) => async () => {
			const { status, body } = await send({ postings: [PAID] }, sent);
			expect({ status, code: body.code }).toEqual({ status: 401, code: "BAD_SIGNATURE" });
			expect(await stored()).toEqual([]);
		};
		const foreign = `whsec_${randomBytes(32).toString("base64")}`;

		it("a wrong key", refused({ keys: [foreign] }));
		it("an account that nobody delivers to", refused({ to: randomUUID() }));
		it("a body of which one byte changed", async () => {
			const arrives = (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
			await refused({ arrives })();
		});
		it("a body with a blank more", refused({ arrives: (bytes) => new Uint8Array([...bytes, 32]) }));
		it("an empty body", refused({ arrives: () => new Uint8Array() }));

		it("no signature at all, and a merchant's key in its place", async () => {
			const url = `${hub.url}/v1/integrated-accounts/${account}/postings`;
			const headers = { "content-type": "application/json", authorization: `Bearer ${merchant.key}` };
			const body = JSON.stringify({ postings: [PAID] });
			expect((await fetch(url, { method: "POST", headers, body })).status).toBe(401);
			expect(await stored()).toEqual([]);
		});

		it("what is older than five minutes, or from the future", async () => {
			for (const ms of [-301_000, 301_000]) await refused({ at: new Date(hub.now().getTime() + ms) })();
		});

		it("the key of another account, and of another merchant's", async () => {
			const body = { name: "Zweites", number: "DE02120300000000202051" };
			const { id: second } = await call(merchant, createAccount, { body });
			const other = await call(merchant, createIntegrationKey, { params: { account: second } });
			await refused({ keys: [other.key] })();
			const stranger = await hub.newMerchant();
			const { id: theirs } = await call(stranger, createAccount, { body });
			const strange = await call(stranger, createIntegrationKey, { params: { account: theirs } });
			await refused({ keys: [strange.key] })();
		});
	});

	it("replayed within five minutes have no second effect", async () => {
		const bytes = new TextEncoder().encode(JSON.stringify({ postings: [PAID] }));
		const headers = { "content-type": "application/json", ...sign([key], "msg-1", hub.now(), bytes) };
		const url = `${hub.url}/v1/integrated-accounts/${account}/postings`;
		const statuses = await Promise.all(
			Array.from({ length: 4 }, async () => (await fetch(url, { method: "POST", headers, body: bytes })).status),
		);
		expect(statuses).toEqual([200, 200, 200, 200]);
		expect(await stored()).toEqual(["4990 booked"]);
	});

	it("have keys that rotate without a gap, are shown once, and are good for nothing once revoked", async () => {
		hub.advance(1_000);
		const fresh = await newKey();
		for (const keys of [[key], [fresh.key], [key, fresh.key]]) {
			expect((await send({ postings: [PAID] }, { keys })).status).toBe(200);
		}
		const list = async () => (await call(merchant, listIntegrationKeys, { params: { account } })).items;
		const [newest, oldest] = await list();
		expect(newest?.id).toBe(fresh.id);
		expect(JSON.stringify(await list())).not.toContain(fresh.key.slice("whsec_".length));
		const revoke = (id = "") => call(merchant, revokeIntegrationKey, { params: { account, integrationKey: id } });
		await revoke(oldest?.id);
		await revoke(oldest?.id);
		expect((await send({ postings: [PAID] })).status).toBe(401);
		expect((await send({ postings: [PAID] }, { keys: [fresh.key] })).status).toBe(200);
		await revoke(fresh.id);
		expect((await send({ postings: [PAID] }, { keys: [fresh.key] })).status).toBe(401);
		for (let count = 0; count < 5; count++) await newKey();
		await expect(newKey()).rejects.toThrow(/CONFLICT/);
		const { rows } = await hub.sql.query(
			"SELECT to_jsonb(k)::text AS row FROM integration_keys k UNION ALL SELECT to_jsonb(i)::text FROM idempotency_keys i",
		);
		expect(JSON.stringify(rows)).not.toContain(fresh.key.slice("whsec_".length));
	});

	it.each([
		["no JSON", "postings", /no JSON/],
		["no postings", { postings: [] }, /body\.postings/],
		["a fraction of a cent", { postings: [{ ...PAID, amount: { minor: 1.5, currency: "EUR" } }] }, /amount\.minor/],
		[
			"another currency",
			{ postings: [PAID, { ...PAID, id: "2", amount: { minor: 1, currency: "USD" } }] },
			/postings\.1\.amount\.currency/,
		],
		["the same id twice", { postings: [PAID, PAID] }, /postings\.1\.id/],
		["a day that is none", { postings: [{ ...PAID, bookingDay: "2026-02-30" }] }, /bookingDay/],
	] as const)("refuse %s, naming the place", async (_, body, detail) => {
		const answer = await send(body);
		expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
		expect(answer.body.detail).toMatch(detail);
		expect(await stored()).toEqual([]);
	});

	it("take the bytes whatever type they are said to be", async () => {
		expect((await send({ postings: [PAID] }, { type: "application/octet-stream" })).status).toBe(200);
		expect((await send({ postings: [PAID] }, { type: "text/plain; charset=utf-8" })).status).toBe(200);
	});
});
