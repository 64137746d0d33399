import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { submitPayments } from "../../src/ebics/index.ts";
import type { EbicsMemory } from "../../src/ebics/memory.ts";
import { readyAccess } from "./access.ts";
import { EbicsBank } from "./bank.ts";
import { faultOf } from "./faults.ts";

let bank: EbicsBank;
let url: string;
beforeEach(async () => {
	bank = new EbicsBank();
	url = await bank.start();
});
afterEach(() => bank.stop());

const file = {
	name: "erstattungen & mehr.xml",
	bytes: Buffer.from("<Document>\r\n\x1a äöü</Document>\n"),
	authorised: true,
};
const large = { ...file, bytes: randomBytes(1_700_000) };

it.each(["A006", "A005"] as const)("hands a payment file in, signed with %s", async (signatureVersion) => {
	const access = await readyAccess(bank, url, { signatureVersion });
	expect(await submitPayments(access.context(), file)).toEqual({ state: "submitted", orderId: "P001" });
	expect(bank.payments).toEqual([
		{ orderId: "P001", bytes: file.bytes, service: "SCT pain.001 09", fileName: file.name, authorised: true },
	]);
});

it("hands in without authorising, and in segments", async () => {
	const access = await readyAccess(bank, url);
	const { state } = await submitPayments(access.context(), { ...large, authorised: false, painVersion: "03" });
	expect(state).toBe("submitted");
	expect(bank.payments[0]?.bytes.equals(large.bytes)).toBe(true);
	expect(bank.payments[0]).toMatchObject({ authorised: false, service: "SCT pain.001 03" });
	expect(bank.seen.map(({ order }) => order)).toEqual(["BTU Initialisation", "Transfer", "Transfer", "Transfer"]);
});

it("is refused when somebody else's key signed", async () => {
	const access = await readyAccess(bank, url);
	const memory = access.memory as EbicsMemory;
	const signature = { ...memory.keys.signature, privateKey: memory.keys.encryption.privateKey };
	access.memory = { ...memory, keys: { ...memory.keys, signature } };
	expect(await faultOf(submitPayments(access.context(), file))).toBe("needs-merchant");
	expect(bank.payments).toEqual([]);
});

it("does not know the outcome when the answer to the last segment is lost, broken or an internal error", async () => {
	const access = await readyAccess(bank, url);
	bank.loseAnswerTo = ({ phase }) => phase === "Transfer";
	expect(await submitPayments(access.context(), file)).toMatchObject({ state: "unknown", orderId: "P001" });
	bank.loseAnswerTo = undefined;
	bank.tamper = (xml, { phase }) => (phase === "Transfer" ? xml.replace(">000000<", ">000001<") : xml);
	expect(await submitPayments(access.context(), file)).toMatchObject({ state: "unknown", orderId: "P002" });
	expect(bank.payments).toHaveLength(2);
});

it("knows that nothing happened when an earlier answer is lost", async () => {
	const access = await readyAccess(bank, url);
	bank.loseAnswerTo = ({ phase }) => phase === "Transfer";
	expect(await faultOf(submitPayments(access.context(), large))).toBe("unavailable");
	bank.loseAnswerTo = ({ phase }) => phase === "Initialisation";
	expect(await faultOf(submitPayments(access.context(), file))).toBe("unavailable");
	expect(bank.payments).toEqual([]);
});

it("is refused where the bank does not allow it, and before the access is set up", async () => {
	const access = await readyAccess(bank, url);
	bank.forbidden.add("BTU");
	expect(await faultOf(submitPayments(access.context(), file))).toBe("needs-merchant");
	access.memory = undefined;
	expect(await faultOf(submitPayments(access.context(), file))).toBe("needs-merchant");
});
