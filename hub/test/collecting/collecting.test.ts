import {
	assignPosting,
	type CollectionFacts,
	call,
	completeCollectionCase,
	doOrderAction,
	getCollectionCase,
	getCollectionFile,
	getCollectionPartner,
	getOrder,
	listCollectionCases,
	listPostings,
	passOnCollectionCase,
	patchSettings,
	putCollectionPartner,
	removePersonalData,
	undoAssignment,
} from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimOfCase } from "../../src/collecting/claim-of-case.ts";
import { collect } from "../../src/collecting/collect.ts";
import { caseOf } from "../../src/collecting/stored-case.ts";
import { DAY_MS, RemindingWorld } from "../reminding/reminding-world.ts";
import { FakePartner, PARTNER_KEY, report, SIGNING_KEY } from "./fake-partner.ts";

const HOUR_MS = 60 * 60_000;
const BILLING = { street: "Heidestraße 17", postcode: "51147", city: "Köln", country: "DE" };

describe("debt collection", () => {
	const world = new RemindingWorld();
	let partner: FakePartner;
	beforeAll(() => world.open());
	afterAll(() => world.close());
	/** A merchant and a partner of their own, for tests that tell one story together. */
	const story = (name: string, tests: () => void) =>
		describe(name, () => {
			beforeAll(async () => {
				await world.begin();
				partner = new FakePartner();
				await partner.open();
			});
			afterAll(async () => {
				partner.close();
				await world.end();
			});
			tests();
		});

	const setPartner = (changes: { url?: string | null; contractObject?: string | null } = {}) =>
		call(world.merchant, putCollectionPartner, {
			body: {
				partner: {
					name: "Beispiel Inkasso GmbH",
					url: partner.url,
					contractObject: "Kaufvertrag über Fahrradteile",
					creditor: { street: "Musterweg 1", postcode: "10115", city: "Berlin", country: "DE", deductsInputTax: true },
					...changes,
				},
				secrets: { key: PARTNER_KEY, signingKey: SIGNING_KEY },
			},
		});
	/** An invoice that was reminded of, long overdue. */
	const owed = async (ref = "1") => {
		const customer = { name: "Erika Muster", email: "erika@kunde.example", language: "de", billing: BILLING };
		const id = await world.place(ref, {
			paymentMethod: { id: "invoice", title: "Rechnung" },
			invoice: { number: `RE-${ref}`, date: "2026-11-02" },
			customer,
		});
		await world.hub.sql.query(
			`INSERT INTO order_steps (merchant_id, order_id, kind, level, day, at, decided_by, amount, email, fee)
			 VALUES ($1, $2, 'reminder', 1, '2026-11-20', $3, 'machine', 10000, 'erika@kunde.example', 0),
			        ($1, $2, 'reminder', 2, '2026-11-25', $3, 'machine', 10000, 'erika@kunde.example', 100)`,
			[world.merchant.id, id, world.hub.now()],
		);
		await world.hub.sql.query(
			`INSERT INTO documents (merchant_id, order_id, document_ref, content_type, bytes, created_at)
			 VALUES ($1, $2, 'RE-1', 'application/pdf', '%PDF-invoice', $3)`,
			[world.merchant.id, id, world.hub.now()],
		);
		world.hub.setClock("2026-12-01T08:00:00Z");
		await world.morning();
		return id;
	};
	const act = (order: string, action: "hand-over" | "end-collection") =>
		call(world.merchant, doOrderAction, { params: { order, action } });
	const handOver = async (order: string) => {
		await act(order, "hand-over");
		await settled();
	};
	/** What the partner is to know he knows, as far as he can be reached. */
	const settled = async () => {
		await world.jobsDone();
		await world.hub.hub.messageRuns.idle();
	};
	const later = async (ms: number) => {
		world.hub.advance(ms);
		await collect(world.hub.hub, world.merchant.id);
	};
	const theCase = async () => {
		const [first] = (await call(world.merchant, listCollectionCases, {})).items;
		return call(world.merchant, getCollectionCase, { params: { case: first?.id ?? "" } });
	};
	const say = async (facts: Partial<CollectionFacts>) => {
		await call(world.merchant, completeCollectionCase, { params: { case: (await theCase()).id }, body: facts });
		await settled();
	};
	const told = async () => (await world.told()).map(({ code }) => code).filter((code) => code.startsWith("COLLECTION"));
	const states = async (order: string) => [
		(await theCase()).state,
		(await call(world.merchant, getOrder, { params: { order } })).state,
	];
	const pay = async (order: string, minor: number) => {
		await world.morning({ text: "ohne Nummer", name: "Unbekannt", minor });
		await settled();
		const posting = (await call(world.merchant, listPostings, {})).items.find(({ amount }) => amount.minor === minor);
		const booked = await call(world.merchant, assignPosting, {
			params: { posting: posting?.id ?? "" },
			body: { orders: [{ order, minor }] },
		});
		await settled();
		return booked.assignments.at(-1)?.id ?? "";
	};

	story("of a case that the partner ends", () => {
		let order: string;
		it("waits for what a first letter must say (§ 13a RDG), then goes out with all papers, and the customer hears of it (L1, G11)", async () => {
			await world.settings({
				invoice: { interest: "statutory", statedBaseRates: [{ from: "2026-07-01", percent: 1.27 }] },
			});
			order = await owed();
			await handOver(order);
			expect(await states(order)).toEqual(["waiting", "debtCollection"]);
			expect((await theCase()).missing.map(({ field }) => field)).toEqual(
				expect.arrayContaining(["creditor", "creditor.address.street", "contract.object", "creditor.deductsInputTax"]),
			);
			expect(await told()).toEqual(["COLLECTION_INCOMPLETE"]);
			await setPartner({ contractObject: null });
			await settled();
			expect((await theCase()).missing.map(({ field }) => field)).toEqual(["contract.object"]);
			expect(partner.calls).toEqual([]);
			const mails = world.sink.received.length;

			await say({ contractObject: "Kaufvertrag über einen Sattel" });
			expect(await states(order)).toEqual(["sent", "debtCollection"]);
			expect(partner.calls).toEqual(["PUT case", "PUT payments"]);
			expect(await told()).toEqual([]);
			expect(await theCase()).toMatchObject({
				reference: "AZ-1",
				missing: [],
				openPrincipal: { minor: 10_000, currency: "EUR" },
				// The first reminder put the customer in default and costs nothing; the second does.
				// 11 days of 6.27 % on 100.00 are 18.9 cents.
				total: { minor: 10_119, currency: "EUR" },
			});
			const file = Buffer.from(
				await call(world.merchant, getCollectionFile, { params: { case: (await theCase()).id } }),
			);
			expect(partner.cases.get((await theCase()).id)?.file.equals(file)).toBe(true);
			const text = file.toString("latin1");
			expect(text).toContain("01-RE-1.pdf");
			expect(text).toContain("%PDF-invoice");
			expect(text).toContain("paymentInformation.pdf");
			expect(text).toContain("Forderungsaufstellung.pdf");
			const record = JSON.parse(file.subarray(file.indexOf("{"), file.indexOf("\n}\n") + 2).toString("utf8"));
			expect(record).toMatchObject({
				creditor: { name: "Laden GmbH", iban: "DE89370400440532013000" },
				debtor: { name: "Erika Muster", address: BILLING, addressSource: { kind: "debtor" } },
				contract: { object: "Kaufvertrag über einen Sattel", day: "2026-11-02", invoice: { number: "RE-1" } },
				inDefault: { since: "2026-11-21", ground: "Mahnung vom 20.11.2026, nach Fälligkeit" },
				interest: {
					amount: { minor: 19 },
					percent: "6.27",
					from: "2026-11-21",
					to: "2026-12-01",
					on: { minor: 10_000 },
				},
				costs: [{ kind: "reminderFee", amount: { minor: 100 } }],
				missing: [],
			});
			const [notice, ...others] = world.sink.received.slice(mails);
			expect(others).toEqual([]);
			const mail = await PostalMime.parse(notice?.raw ?? "");
			expect(mail.subject).toBe("Abgabe an ein Inkassounternehmen: Bestellung N1");
			expect(mail.text).toContain("Beispiel Inkasso GmbH");
			expect(mail.text).toContain("AZ-1");
		});

		it("reports payments to the merchant on, and when one was none, each once", async () => {
			const { id } = await theCase();
			const payments = () => partner.cases.get(id)?.payments.slice(1);
			const assignment = await pay(order, 4_000);
			expect(payments()).toMatchObject([
				{ openPrincipal: { minor: 6_000 }, payments: [{ amount: { minor: 4_000, currency: "EUR" } }] },
			]);
			await later(25 * HOUR_MS);
			expect(payments()).toHaveLength(1);
			await call(world.merchant, undoAssignment, { params: { assignment } });
			await settled();
			expect(payments()?.at(-1)).toMatchObject({ openPrincipal: { minor: 10_000 }, payments: [] });
		});

		it("shows how it goes by the partner's signed word or when he is asked, and ends with it", async () => {
			const { id } = await theCase();
			const { statusUrl } = await call(world.merchant, getCollectionPartner, {});
			const at = (hour: number) => `2026-12-02T${String(hour).padStart(2, "0")}:00:00Z`;
			const status = { case: id, code: "letter-sent", text: "Erstes Schreiben verschickt", at: at(9) };
			const now = world.hub.now();
			expect((await report(statusUrl, status, now, `whsec_${Buffer.alloc(32, 8).toString("base64")}`)).status).toBe(
				401,
			);
			const stranger = await world.hub.newMerchant("Fremder");
			const other = statusUrl.replace(world.merchant.id, stranger.id);
			expect((await report(other, status, now)).status).toBe(401);
			expect((await report(statusUrl, { ...status, case: crypto.randomUUID() }, now)).status).toBe(404);
			for (let times = 0; times < 2; times++) expect((await report(statusUrl, status, now)).status).toBe(204);
			expect((await report(statusUrl, { ...status, code: "received", at: at(8) }, now)).status).toBe(204);
			expect((await theCase()).status).toEqual({ code: "letter-sent", text: "Erstes Schreiben verschickt", at: at(9) });
			const moment = at(9).replace("Z", ".500Z");
			expect((await report(statusUrl, { ...status, code: "paid-in-part", at: moment }, now)).status).toBe(204);
			expect((await theCase()).status).toMatchObject({ code: "paid-in-part", at: moment });
			const { history } = await call(world.merchant, getOrder, { params: { order } });
			expect(history.filter(({ event }) => event === "collection-status")).toMatchObject([
				{ to: "debtCollection" },
				{ to: "debtCollection", text: { de: "Stand beim Inkasso" } },
			]);

			const known = partner.cases.get(id);
			if (known !== undefined)
				known.status = { code: "unsuccessful", text: "Nichts zu holen", at: at(12), ended: true };
			await later(25 * HOUR_MS);
			await settled();
			expect(await states(order)).toEqual(["ended", "overdue"]);
			expect(await told()).toEqual(["COLLECTION_ENDED"]);
			await later(25 * HOUR_MS);
			expect(partner.calls.filter((one) => one === "PUT end")).toEqual([]);
		});
	});

	story("of a case that the merchant ends", () => {
		let order: string;
		it("is handed over once, however often the partner's answer is lost (I5)", async () => {
			await setPartner();
			order = await owed();
			// Whoever is killed in the middle of a call has left behind when it is to be made again.
			const again: (Date | null)[] = [];
			partner.meanwhile = async () => {
				const { rows } = await world.hub.sql.query("SELECT due_at FROM collection_cases WHERE order_id = $1", [order]);
				again.push(rows[0]?.due_at);
			};
			partner.faults.push("takes-and-drops");
			await handOver(order);
			expect(await states(order)).toEqual(["ready", "debtCollection"]);
			expect((await theCase()).problem?.en).toContain("cannot be reached");
			expect(again).toEqual([new Date("2026-12-01T08:02:00Z")]);
			await later(HOUR_MS);
			expect(partner.calls).toEqual(["PUT case", "GET case", "PUT payments"]);
			expect(await states(order)).toEqual(["sent", "debtCollection"]);
		});

		it("is ended by the merchant, and may begin anew", async () => {
			const first = (await theCase()).id;
			await act(order, "end-collection");
			await settled();
			expect(partner.cases.get(first)?.ended).toBe(true);
			expect(await states(order)).toEqual(["ended", "overdue"]);
			world.hub.advance(DAY_MS);
			await handOver(order);
			expect((await theCase()).id).not.toBe(first);
			expect(partner.cases.size).toBe(2);
			// What ended holds nothing of a customer who wants to be forgotten; what is still pursued does.
			await call(world.merchant, removePersonalData, { params: { order } });
			const { rows } = await world.hub.sql.query(
				"SELECT id, file IS NULL AS empty FROM collection_cases WHERE order_id = $1 ORDER BY id",
				[order],
			);
			expect(rows).toEqual([
				{ id: first, empty: true },
				{ id: (await theCase()).id, empty: false },
			]);
		});
	});

	story("that the schedule begins", () => {
		it("by schedule waits while the partner is down, tells the merchant at last, and goes out as it was (F7)", async () => {
			await world.settings({ invoice: { reminders: [{ afterDays: 7 }], collectionAfterDays: 3 } });
			await setPartner();
			const order = await owed();
			partner.faults.push("down", "down", "down", "down", "down");
			await world.run();
			expect(await states(order)).toEqual(["ready", "debtCollection"]);
			await later(HOUR_MS);
			expect(await told()).toEqual([]);
			await later(2 * HOUR_MS);
			expect(await told()).toEqual(["COLLECTION_PARTNER_FAILS"]);
			partner.faults.length = 0;
			await later(4 * HOUR_MS);
			expect(await states(order)).toEqual(["sent", "debtCollection"]);
			expect(await told()).toEqual([]);
			expect(partner.cases.size).toBe(1);
		});
	});

	story("that is not taken at first", () => {
		it("that is refused goes out once it is corrected; while everything is held nothing does (E5)", async () => {
			await setPartner();
			await call(world.merchant, patchSettings, { body: { hold: true } });
			const order = await owed();
			await handOver(order);
			expect(partner.calls).toEqual([]);
			partner.faults.push({ refuses: "Der Schuldner ist unbekannt verzogen." });
			await call(world.merchant, patchSettings, { body: { hold: false } });
			await settled();
			expect(await states(order)).toEqual(["refused", "debtCollection"]);
			expect((await theCase()).problem?.de).toBe("Der Schuldner ist unbekannt verzogen.");
			expect(await told()).toEqual(["COLLECTION_REFUSED"]);
			await say({ addressTracedBy: "Einwohnermeldeamt Köln" });
			expect(await states(order)).toEqual(["sent", "debtCollection"]);
		});
	});

	story("by a partner without an interface", () => {
		let order: string;
		it("does not say of a reminder that was sent, which was cancelled before it left", async () => {
			order = await owed();
			await world.queue({ order, kind: "demand", causeKey: "second reminder" });
			await world.hub.sql.query(
				`WITH cancelled AS (UPDATE messages SET state = 'cancelled', due_at = NULL WHERE cause_key = 'second reminder' RETURNING id)
				 UPDATE order_steps SET message_id = cancelled.id FROM cancelled WHERE order_id = $1 AND level = 2`,
				[order],
			);
			await setPartner({ url: null });
			await handOver(order);
			const { id } = await theCase();
			const { hub } = world.hub;
			const { claim } = await hub.db.merchant(world.merchant.id, "claim", async (tx) =>
				claimOfCase(hub, tx, await caseOf(tx, id), null),
			);
			expect(claim.reminders.map(({ level }) => level)).toEqual([1]);
			expect(claim.costs).toEqual([]);
		});

		it("without an interface is passed on by the merchant as file", async () => {
			expect(await states(order)).toEqual(["ready", "debtCollection"]);
			expect(await told()).toEqual(["COLLECTION_TO_PASS_ON"]);
			const { id } = await theCase();
			const passedOn = await call(world.merchant, passOnCollectionCase, {
				params: { case: id },
				body: { reference: "AZ 7" },
			});
			expect(passedOn).toMatchObject({ state: "sent", reference: "AZ 7" });
			await pay(order, 3_000);
			expect(await told()).toEqual(["COLLECTION_TO_BE_TOLD"]);
		});
	});
});
