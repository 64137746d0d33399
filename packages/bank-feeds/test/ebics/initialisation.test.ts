import { X509Certificate } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EbicsMemory } from "../../src/ebics/memory.ts";
import { Access, accessWithKeys, readyAccess } from "./access.ts";
import { EbicsBank } from "./bank.ts";
import { digestOf } from "./bank-crypto.ts";
import { E002, RENEWED_E002, RENEWED_X002, WEAK, X002 } from "./bank-key-pairs.ts";
import { faultOf } from "./faults.ts";

let bank: EbicsBank;
let url: string;
beforeEach(async () => {
	bank = new EbicsBank();
	url = await bank.start();
});
afterEach(() => bank.stop());

const orders = () => bank.seen.map(({ order, code }) => `${order} ${code}`);
const hex = (certificate: string, kind: "certificate" | "public-key") =>
	Buffer.from(digestOf(new X509Certificate(certificate), kind), "base64").toString("hex");

describe("setting an EBICS access up", () => {
	it("makes keys and sends them, waits with the letter, then reads the accounts", { timeout: 60_000 }, async () => {
		const access = new Access(bank, url);
		expect((await access.setUp()).state).toBe("waiting");
		expect(orders()).toEqual(["HEV 000000", "INI 000000", "HIA 000000"]);
		expect(bank.subscriber.state).toBe("initialised");

		expect((await access.setUp()).state).toBe("waiting");
		bank.subscriber.state = "ready";
		expect(await access.setUp()).toEqual({
			state: "ready",
			accounts: [
				{
					id: "DE02120300000000202051",
					iban: "DE02120300000000202051",
					currency: "EUR",
					ownerName: "Muster GmbH & Co. KG",
					name: "Giro",
				},
			],
		});
		expect(orders().slice(3)).toEqual(["HPB 091002", "HPB 000000", "HTD Initialisation 000000", "Receipt 011000"]);
	});

	it("has sent nothing when it is killed before the keys are remembered", { timeout: 60_000 }, async () => {
		const access = new Access(bank, url);
		access.dieBefore = () => true;
		expect(await faultOf(access.setUp())).toBe("Error: killed");
		expect(bank.subscriber.state).toBe("new");
	});

	it.each([1, 2, 3, 4])("goes on where it was killed, with the same keys (step %i)", async (step) => {
		const access = accessWithKeys(bank, url);
		let remembered = 0;
		access.dieBefore = () => {
			remembered += 1;
			return remembered === step;
		};
		expect(await faultOf(access.setUp())).toBe("Error: killed");
		access.dieBefore = undefined;
		expect((await access.setUp()).state).toBe("waiting");
		expect(bank.subscriber.state).toBe("initialised");
		bank.subscriber.state = "ready";
		// The bank's answer can be decrypted, so the keys it has are those that were remembered.
		expect((await access.setUp()).state).toBe("ready");
	});

	it.each(["INI", "HIA"])("takes it as sent when the answer to %s was lost", async (lost) => {
		const access = accessWithKeys(bank, url);
		bank.loseAnswerTo = ({ order }) => order === lost;
		expect(await faultOf(access.setUp())).toBe("unavailable");
		bank.loseAnswerTo = undefined;
		expect((await access.setUp()).state).toBe("waiting");
		expect(orders()).toContain(`${lost} 091002`);
		bank.subscriber.state = "ready";
		expect((await access.setUp()).state).toBe("ready");
	});

	it("says so when somebody else has initialised the subscriber", async () => {
		await accessWithKeys(bank, url).setUp();
		expect(await faultOf(accessWithKeys(bank, url).setUp())).toBe("bad-credentials");
	});

	it("sends nothing to a host that does not know itself by that name, or offers EBICS 2.5 only", async () => {
		const wrongHost = new Access(bank, url, { hostId: "ANDERE" });
		expect(await faultOf(wrongHost.setUp())).toBe("bad-credentials");
		bank.versions = ["H003", "H004"];
		expect(await faultOf(new Access(bank, url).setUp())).toBe("needs-merchant");
		expect(bank.subscriber.state).toBe("new");
		expect(wrongHost.memory).toBeUndefined();
	});

	it("begins anew when the ids were changed", { timeout: 60_000 }, async () => {
		const access = await readyAccess(bank, url);
		const before = access.memory;
		access.config = { ...access.config, userId: "ANDERER" };
		expect(await faultOf(access.collect("2026-11-10"))).toBe("needs-merchant");
		// The bank knows nobody of that name.
		expect(await faultOf(access.setUp())).toBe("bad-credentials");
		expect(access.memory).toMatchObject({ ini: "unsent", subscriber: { userId: "ANDERER" } });
		expect((access.memory as EbicsMemory).keys).not.toEqual((before as EbicsMemory).keys);
	});

	it("is refused with a key of another version", async () => {
		const access = accessWithKeys(bank, url);
		access.rewrite = (body) =>
			body.replace(/(?<=<OrderData>)[^<]+/, (data) => {
				const order = inflateSync(Buffer.from(data, "base64")).toString();
				return deflateSync(order.replace(">X002<", ">X001<")).toString("base64");
			});
		expect(await faultOf(access.setUp())).toBe("unexpected-reply");
		expect(orders().at(-1)).toBe("HIA 091202");
	});
});

describe("the bank's keys", () => {
	it.each(["certificate", "public-key"] as const)("are taken when the published hash of the %s fits", async (kind) => {
		const spread = (hash: string) => hash.toUpperCase().replace(/(..)/g, "$1 ");
		const access = await readyAccess(bank, url, {
			bankKeyHashes: {
				authentication: spread(hex(X002.certificate, kind)),
				encryption: hex(E002.certificate, kind),
			},
		});
		expect(access.memory).toHaveProperty("bank.outdated", false);
		expect(access.asked).toEqual([]);
	});

	it("are refused when the published hash is another, or belongs to the other key", async () => {
		const bankKeyHashes = {
			authentication: hex(E002.certificate, "certificate"),
			encryption: hex(X002.certificate, "certificate"),
		};
		expect(await faultOf(readyAccess(bank, url, { bankKeyHashes }))).toBe("unexpected-reply");
	});

	it("are shown to the merchant, and refused without a clear yes", async () => {
		const access = await readyAccess(bank, url);
		const shown = access.asked.join("").replace(/\s/g, "").toLowerCase();
		for (const { certificate } of [X002, E002])
			for (const kind of ["certificate", "public-key"] as const) expect(shown).toContain(hex(certificate, kind));

		for (const answer of ["nein", "", "ja aber", "weiß nicht"]) {
			const other = new Access(bank, url);
			other.memory = { ...(access.memory as object), bank: undefined };
			other.answer = answer;
			expect(await faultOf(other.setUp())).toBe("unexpected-reply");
			expect(other.memory).not.toHaveProperty("bank.authentication");
		}
	});

	it("are refused when they are weak", async () => {
		bank.keys = { x002: WEAK, e002: E002 };
		expect(await faultOf(readyAccess(bank, url))).toBe("unexpected-reply");
	});

	it("may come without a certificate", async () => {
		bank.keysWithoutCertificate = true;
		bank.digest = "public-key";
		await readyAccess(bank, url);
		const access = await readyAccess(bank, url);
		expect((await access.setUp()).state).toBe("ready");
		expect(orders()).not.toContain("HTD Initialisation 091008");
	});

	it("are named by the hash that the bank wants, after one try with the other", async () => {
		bank.digest = "public-key";
		const access = await readyAccess(bank, url);
		expect((await access.setUp()).state).toBe("ready");
		expect(orders()).not.toContain("HTD Initialisation 091008");
	});

	it.each(["new", "old"])(
		"have to be confirmed again when the bank changes them, and says so with the %s one",
		async (signs) => {
			const access = await readyAccess(bank, url);
			bank.keys = { x002: RENEWED_X002, e002: RENEWED_E002 };
			if (signs === "old") bank.signingKey = X002.privateKey;
			expect(await faultOf(access.collect("2026-11-01"))).toBe("needs-merchant");
			bank.signingKey = undefined;
			const before = bank.seen.length;
			expect(await faultOf(access.collect("2026-11-01"))).toBe("needs-merchant");
			expect(bank.seen).toHaveLength(before);
			access.answer = "nein";
			expect(await faultOf(access.setUp())).toBe("unexpected-reply");
			access.answer = "yes";
			expect((await access.setUp()).state).toBe("ready");
			expect(access.asked).toHaveLength(3);
			expect(await access.collect("2026-11-01")).toEqual([]);
		},
	);

	it("are not the new ones for anything else that they sign", async () => {
		const access = await readyAccess(bank, url);
		bank.signingKey = RENEWED_X002.privateKey;
		expect(await faultOf(access.collect("2026-11-01"))).toBe("unexpected-reply");
		expect(access.memory).toHaveProperty("bank.outdated", false);
	});
});

describe("the accounts", () => {
	it("are the configured ones where the bank lists none", async () => {
		bank.forbidden.add("HTD");
		const access = await readyAccess(bank, url, { ibans: ["DE02500105170137075030"] });
		expect(await access.setUp()).toEqual({
			state: "ready",
			accounts: [{ id: "DE02500105170137075030", iban: "DE02500105170137075030" }],
		});
	});

	it("are asked for where nobody says any", async () => {
		bank.accounts = [];
		expect(await faultOf(readyAccess(bank, url))).toBe("needs-merchant");
	});
});
