import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refusal } from "../../src/fints/faults.ts";
import { BankDouble } from "./bank-double.ts";
import { PUSH_TAN } from "./bank-parameters.ts";
import type { Habits } from "./habits.ts";
import { account, expected, faultOf, Merchant, posting, postingsIn } from "./merchant.ts";

const postings = [posting("2026-11-02", 100, "Zahlung"), posting("2026-11-03", 200, "Zahlung")];
const addressOf = (url: RequestInfo | URL) => (url instanceof Request ? url.url : url.toString());

let bank: BankDouble;
let written: string[];

beforeEach(() => {
	written = [];
	for (const stream of ["log", "info", "warn", "error", "debug"] as const) {
		vi.spyOn(console, stream).mockImplementation((...words) => void written.push(words.join(" ")));
	}
});
afterEach(async () => {
	vi.restoreAllMocks();
	await bank?.close();
	expect(written).toEqual([]);
});

async function open(habits: Partial<Habits> = {}, user: Partial<Habits["users"][number]> = {}): Promise<Merchant> {
	const accounts = [account("1", postings)];
	bank = await BankDouble.open({
		users: [{ id: "merchant", pin: "geheim?1", accounts, methods: [PUSH_TAN], ...user }],
		...habits,
	});
	return new Merchant(bank);
}

describe("a bank that refuses", () => {
	it("sends a wrong PIN exactly once, and never again by itself", async () => {
		const merchant = await open();
		const [first] = await merchant.accounts();
		merchant.pin = "9876543";
		const before = bank.heard.length;
		const fault = await faultOf(merchant.fetchAll(first));
		expect(fault).toMatchObject({ fault: "bad-credentials" });
		expect(fault.forMerchant.de).toContain(
			"Die Bank schreibt: „Die Nachricht enthält Fehler. Dialog abgebrochen. PIN falsch.“",
		);
		expect(JSON.stringify([fault, fault.message, fault.stack, fault.cause])).not.toContain("9876543");
		expect(bank.heard.length - before).toBe(1);
		expect(await faultOf(merchant.fetchAll(first))).toMatchObject({ fault: "bad-credentials" });
		expect(await faultOf(merchant.fetchAll(first))).toMatchObject({ fault: "bad-credentials" });
		expect(bank.heard.length - before).toBe(1);
		expect(JSON.stringify(merchant.memory)).not.toContain("9876543");
	});

	it("goes on as soon as another PIN is given", async () => {
		const merchant = await open();
		const [first] = await merchant.accounts();
		merchant.pin = "9876543";
		await faultOf(merchant.fetchAll(first));
		merchant.pin = "geheim?1";
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(postings));
	});

	it("tries a refused PIN again when the merchant sets the access up himself", async () => {
		const merchant = await open();
		merchant.pin = "9876543";
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "bad-credentials" });
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "bad-credentials" });
		expect(bank.heard).toHaveLength(2);
		merchant.pin = "geheim?1";
		expect(await merchant.accounts()).toHaveLength(1);
	});

	it("says that the access is locked", async () => {
		const merchant = await open({}, { locked: true });
		const fault = await faultOf(merchant.setUp());
		expect(fault).toMatchObject({ fault: "locked" });
		expect(fault.forMerchant.en).toContain("Zugang gesperrt.");
		expect(bank.heard).toHaveLength(1);
	});

	it("says that the product is not registered", async () => {
		const merchant = await open({ product: "another" });
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "bad-credentials" });
	});

	it.each([
		[[9010, "Auftrag abgelehnt."], "unexpected-reply"],
		[[9340, "Ungültige Signatur."], "bad-credentials"],
		[[9942, "PIN falsch, Zugang gesperrt."], "locked"],
		[[9931, "Anmeldename oder PIN ist falsch."], "bad-credentials"],
		[[9930, "Anmeldung nicht möglich."], "locked"],
		[[3938, "Zugang vorläufig gesperrt."], "locked"],
		[[9075, "Starke Authentifizierung erforderlich."], "needs-merchant"],
		[[9010, "Zu viele Anfragen."], "rate-limited"],
		[[9010, "Wegen Wartungsarbeiten nicht verfügbar."], "unavailable"],
	] as const)("takes %j for %s", (answer, kind) => {
		const [code, text] = answer;
		expect(
			refusal([
				{ code: 10, text: "" },
				{ code, text },
			])?.fault,
		).toBe(kind);
	});

	it("takes success and warnings for no fault", () => {
		expect(
			refusal([
				{ code: 20, text: "ausgeführt" },
				{ code: 3060, text: "Hinweise" },
			]),
		).toBeUndefined();
	});

	it("throws an order's refusal, and ends the dialog", async () => {
		const merchant = await open({
			orders: ["HKCAZ"],
			instead: ({ segments }) =>
				segments.some(({ id }) => id === "HKCAZ")
					? ["HIRMG:%:2+9050::Fehlerhaft.", "HIRMS:%:2:3+9010::Abgelehnt."]
					: undefined,
		});
		const [first] = await merchant.accounts();
		expect(await faultOf(merchant.fetchAll(first))).toMatchObject({
			fault: "unexpected-reply",
			message: "the bank answered 9050, 9010",
		});
		expect(bank.openDialogs).toBe(0);
	});

	it("becomes a new device where the bank has forgotten the old one", async () => {
		const merchant = await open({
			instead: ({ segments }) =>
				segments.some(({ id, elements }) => id === "HKIDN" && elements[2]?.[0] === "FORGOTTEN")
					? ["HIRMG:%:2+9050::Fehlerhaft.+9800::Abgebrochen.", "HIRMS:%:2:3+9210::Kundensystem-ID unbekannt."]
					: undefined,
		});
		await merchant.accounts();
		const { bankingInformation, ...rest } = merchant.memory as { bankingInformation: object };
		merchant.memory = { ...rest, bankingInformation: { ...bankingInformation, systemId: "FORGOTTEN" } };
		expect(await merchant.accounts()).toHaveLength(1);
		expect(merchant.memory).toMatchObject({ bankingInformation: { systemId: "SYSTEM4711" } });
	});

	it.each([
		["HKIDN", "unexpected-reply"],
		["HKSPA", "ready"],
	])("takes a declined %s for %s", async (order, outcome) => {
		const merchant = await open({
			instead: ({ segments }) =>
				segments.some(({ id }) => id === order)
					? ["HIRMG:%:2+9050::Fehlerhaft.", "HIRMS:%:2:3+9010::Abgelehnt."]
					: undefined,
		});
		const done = merchant.setUp().then(
			({ state }) => state,
			({ fault }) => fault,
		);
		expect(await done).toBe(outcome);
	});

	it("does not go on without end where the bank gives the same mark again", async () => {
		const merchant = await open({
			orders: ["HKCAZ"],
			instead: ({ segments }) =>
				segments.some(({ id }) => id === "HKCAZ")
					? ["HIRMG:%:2+0010::Entgegengenommen.", "HIRMS:%:2:3+3040::Weitere Umsätze.:Marke"]
					: undefined,
		});
		const [first] = await merchant.accounts();
		expect(await faultOf(merchant.fetchAll(first))).toMatchObject({ fault: "unexpected-reply" });
	});

	it("finds that an account is gone", async () => {
		const merchant = await open();
		await merchant.accounts();
		expect(await faultOf(merchant.fetchAll({ id: "DE99" }))).toMatchObject({ fault: "needs-merchant" });
		expect(bank.openDialogs).toBe(0);
	});
});

describe("the address", () => {
	it("calls only the address it was given, whatever the bank says", async () => {
		const merchant = await open({ forwardsTo: "127.0.0.1:1/elsewhere" });
		const called = new Set<string>();
		merchant.fetch = (url, init) => {
			called.add(addressOf(url));
			return fetch(url, init);
		};
		const [first] = await merchant.accounts();
		await merchant.fetchAll(first);
		expect(called).toEqual(new Set([bank.url]));
		expect(JSON.stringify(merchant.memory)).not.toContain("elsewhere");
	});

	it.each([
		"http://fints.testbank.example/fints",
		"https://127.0.0.1/fints",
		"https://[::1]/fints",
		"https://localhost/fints",
		"https://user:word@fints.testbank.example/",
		"ftp://fints.testbank.example/",
	])("sends nothing to %s", async (url) => {
		await open();
		const merchant = new Merchant(bank, { url }, { allowLoopback: false });
		merchant.fetch = () => Promise.reject(new Error("was called"));
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "bad-credentials" });
	});

	it("knows the address of a bank in its list, and says so of one that is not", async () => {
		await open();
		const merchant = new Merchant(bank, { bankCode: "50010517" });
		const called: string[] = [];
		merchant.fetch = (url) => {
			called.push(addressOf(url));
			return Promise.reject(new TypeError("fetch failed"));
		};
		delete (merchant.config as { url?: string }).url;
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "unavailable" });
		expect(called).toEqual([expect.stringMatching(/^https:\/\/fints\.ing/)]);
		(merchant.config as { bankCode: string }).bankCode = "10000001";
		expect((await faultOf(merchant.setUp())).forMerchant.de).toContain("10000001");
	});

	it("begins anew for another bank or user", async () => {
		const merchant = await open();
		const [first] = await merchant.accounts();
		(merchant.config as { user: string }).user = "another";
		expect(await faultOf(merchant.fetchAll(first))).toMatchObject({ fault: "needs-merchant" });
	});
});
