import { afterEach, describe, expect, it } from "vitest";
import { BankDouble } from "./bank-double.ts";
import { CHIP_TAN, type Method, PHOTO_TAN, PUSH_TAN, SMS_TAN } from "./bank-parameters.ts";
import type { Habits } from "./habits.ts";
import { account, expected, faultOf, Merchant, posting, postingsIn } from "./merchant.ts";

const postings = ["2026-11-02", "2026-11-03", "2026-11-04"].map((day, index) =>
	posting(day, 100 + index, `Zahlung ${index}`),
);

let bank: BankDouble;
afterEach(() => bank.close());

async function open(methods: readonly Method[], habits: Partial<Habits> = {}): Promise<Merchant> {
	bank = await BankDouble.open({
		users: [{ id: "merchant", pin: "geheim?1", accounts: [account("1", postings)], methods }],
		...habits,
	});
	return new Merchant(bank);
}

const forStatements: Habits["wantsTan"] = ({ order }) => order !== "HKIDN";
const always = () => true;

describe("TAN methods", () => {
	it("takes the only one without asking", async () => {
		const merchant = await open([PHOTO_TAN]);
		await merchant.setUp();
		expect(merchant.asked).toEqual([]);
		expect(merchant.memory).toMatchObject({ tanMethod: 913, ready: true });
	});

	it("asks which one, once and for all", async () => {
		const merchant = await open([CHIP_TAN, PUSH_TAN]);
		merchant.answer = () => "2";
		const [first] = await merchant.accounts();
		expect(merchant.asked.map(({ text }) => text.de)).toEqual([
			"Mit welchem TAN-Verfahren soll freigegeben werden? Bitte die Nummer eingeben.\n1 chipTAN manuell\n2 pushTAN 2.0",
		]);
		merchant.leave();
		await merchant.fetchAll(first);
		await merchant.setUp();
		expect(merchant.asked).toHaveLength(1);
		expect(merchant.memory).toMatchObject({ tanMethod: 923 });
	});

	it.each(["", "0", "3", "pushTAN"])("takes no answer that is none of the choices: %j", async (answer) => {
		const merchant = await open([CHIP_TAN, PUSH_TAN]);
		merchant.answer = () => answer;
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "needs-merchant" });
	});

	it("takes the configured one", async () => {
		await open([CHIP_TAN, PUSH_TAN]);
		const merchant = new Merchant(bank, { tanMethod: "910" });
		await merchant.setUp();
		expect(merchant.asked).toEqual([]);
		expect(merchant.memory).toMatchObject({ tanMethod: 910 });
	});

	it("says what the bank offers instead of the configured one", async () => {
		await open([CHIP_TAN]);
		const fault = await faultOf(new Merchant(bank, { tanMethod: "999" }).setUp());
		expect(fault).toMatchObject({ fault: "needs-merchant" });
		expect(fault.forMerchant.de).toContain("910 chipTAN manuell");
	});

	it("wants to be set up again where the bank withdrew the method", async () => {
		const merchant = await open([CHIP_TAN, PUSH_TAN]);
		merchant.answer = () => "1";
		const [first] = await merchant.accounts();
		merchant.memory = { ...(merchant.memory as object), tanMethod: 942 };
		expect(await faultOf(merchant.fetchAll(first))).toMatchObject({ fault: "needs-merchant" });
	});

	it("asks for the medium where the method wants one and there are several", async () => {
		const merchant = await open([SMS_TAN], { media: ["Büro", "Handy", "Büro"], wantsTan: forStatements });
		merchant.answer = ({ text }) => (text.de.includes("TAN-Medium") ? "2" : "123456");
		const [first] = await merchant.accounts();
		await merchant.fetchAll(first);
		expect(merchant.asked).toHaveLength(2);
		expect(merchant.asked[0]?.text.de.split("\n").slice(1)).toEqual(["1 Büro", "2 Handy"]);
		expect(merchant.memory).toMatchObject({ tanMedium: "Handy" });
		const named = bank.requests.flatMap(({ segments }) => segments.filter(({ id }) => id === "HKTAN")).at(-1);
		expect(named?.elements[10]).toEqual(["Handy"]);
	});
});

describe("approving", () => {
	it("goes on without asking where the bank wants no TAN", async () => {
		const merchant = await open([PUSH_TAN]);
		merchant.leave();
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(postings));
		expect(merchant.asked).toEqual([]);
	});

	it("waits for an approval on another device as the bank wants it, and asks the merchant once", async () => {
		const merchant = await open([PUSH_TAN], { wantsTan: forStatements, approvedAfter: 2, daysPerPage: 9 });
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(postings));
		expect(merchant.asked).toEqual([
			{
				kind: "confirm",
				text: {
					de: "Bitte geben Sie den Abruf frei:\nMüller & Söhne",
					en: expect.stringContaining("Please approve in your bank's app."),
				},
				picture: undefined,
			},
		]);
		expect(merchant.pauses).toEqual([3000, 2000, 2000]);
	});

	it("delivers all pages behind an approval", async () => {
		// lib-fints stops behind the first one: it takes the approval for the whole answer.
		const merchant = await open([PUSH_TAN], {
			wantsTan: (() => {
				let first = true;
				return ({ order }) => {
					if (order === "HKIDN" || !first) return false;
					first = false;
					return true;
				};
			})(),
			daysPerPage: 1,
		});
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(postings));
		expect(merchant.asked).toHaveLength(1);
	});

	it("asks as often as the bank allows, and no more", async () => {
		const merchant = await open([PUSH_TAN], { wantsTan: forStatements, approvedAfter: 100 });
		const [first] = await merchant.accounts();
		expect(await faultOf(merchant.fetchAll(first))).toMatchObject({ fault: "needs-merchant" });
		expect(merchant.pauses).toHaveLength(5);
		expect(bank.openDialogs).toBe(0);
	});

	it("gives up waiting after its own time where the bank sets no limit", async () => {
		await open([{ ...PUSH_TAN, decoupled: { most: 0, first: 0, between: 0 } }], {
			wantsTan: always,
			approvedAfter: 999,
		});
		const merchant = new Merchant(bank, {}, { approvalMs: 4_000 });
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "needs-merchant" });
		expect(merchant.pauses).toEqual([1000, 1000, 1000, 1000]);
	});

	it("knows how long an approval of the sign-in lasts, and nothing without one", async () => {
		const merchant = await open([CHIP_TAN], { wantsTan: always });
		expect(await merchant.setUp()).toMatchObject({ consentEndsAt: "2027-05-19T09:00:00.000Z" });
		await bank.close();
		const other = await open([CHIP_TAN]);
		expect(await other.setUp()).toMatchObject({ consentEndsAt: undefined });
	});

	it("sends an entered TAN, for the sign-in and for the order", async () => {
		const merchant = await open([CHIP_TAN], { wantsTan: always, daysPerPage: 9 });
		const [first] = await merchant.accounts();
		expect(await postingsIn(await merchant.fetchAll(first))).toEqual(expected(postings));
		expect(merchant.asked.map(({ kind }) => kind)).toEqual(["enter", "enter", "enter"]);
	});

	it("shows the picture of a photoTAN, at the sign-in and at an order", async () => {
		const picture = { mediaType: "image/png", bytes: Buffer.from("\x89PNG\r\n'+:@?\x00\xff", "latin1") };
		const merchant = await open([PHOTO_TAN], { wantsTan: always, picture });
		const [first] = await merchant.accounts();
		await merchant.fetchAll(first);
		expect(merchant.asked).toHaveLength(3);
		for (const asked of merchant.asked) {
			expect(asked.picture?.mediaType).toBe("image/png");
			expect(Buffer.from(asked.picture?.bytes ?? [])).toEqual(picture.bytes);
		}
	});

	it("shows no picture where there is a flicker code", async () => {
		const picture = { mediaType: "text/flicker", bytes: Buffer.from("0488") };
		const merchant = await open([CHIP_TAN], { wantsTan: always, picture });
		await merchant.setUp();
		expect(merchant.asked[0]?.picture).toBeUndefined();
	});

	it("says that a TAN was wrong, and ends the dialog", async () => {
		const merchant = await open([CHIP_TAN], { wantsTan: forStatements });
		const [first] = await merchant.accounts();
		merchant.answer = () => "654321";
		const fault = await faultOf(merchant.fetchAll(first));
		expect(fault).toMatchObject({ fault: "needs-merchant" });
		expect(fault.forMerchant.de).toContain("TAN ungültig.");
		expect(`${fault.message}${fault.forMerchant.en}`).not.toContain("654321");
		expect(bank.openDialogs).toBe(0);
	});

	it("needs the merchant where nobody is there, and leaves no dialog open", async () => {
		const merchant = await open([PUSH_TAN], { wantsTan: forStatements });
		const [first] = await merchant.accounts();
		merchant.leave();
		expect(await faultOf(merchant.fetchAll(first))).toMatchObject({ fault: "needs-merchant" });
		expect(bank.openDialogs).toBe(0);
	});

	it("takes a fault of its surroundings for none of the bank's", async () => {
		const merchant = await open([PUSH_TAN], { wantsTan: forStatements });
		const [first] = await merchant.accounts();
		merchant.answer = () => {
			throw new RangeError("the database is gone");
		};
		await expect(merchant.fetchAll(first)).rejects.toThrow(RangeError);
		expect(bank.openDialogs).toBe(0);
	});

	it("does not go to the bank before it was set up", async () => {
		const merchant = await open([PUSH_TAN]);
		expect(await faultOf(merchant.fetchAll({ id: "DE01" }))).toMatchObject({ fault: "needs-merchant" });
		expect(bank.heard).toEqual([]);
	});
});
