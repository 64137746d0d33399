import { describe, expect, test } from "vitest";
import {
	electronicIban,
	keptOfReturn,
	leavesOn,
	moveRepayment,
	REPAYMENT_FAULTS,
	REPAYMENT_STATES,
	type RepayableOrder,
	repaymentFaults,
	type WantedRepayment,
	whyNotApproved,
} from "../../src/index.ts";

const order: RepayableOrder = {
	currency: "EUR",
	amount: 10_000,
	received: 12_000,
	repaid: 0,
	underWay: 0,
	ownIbans: ["DE02 1203 0000 0000 2020 51"],
};
const wanted: WantedRepayment = {
	amount: { minor: 2_000, currency: "EUR" },
	payee: "Anna Beispiel",
	iban: "DE89 3704 0044 0532 0130 00",
	confirmed: false,
};
const faults = (given: Partial<WantedRepayment>, of: Partial<RepayableOrder> = {}) =>
	repaymentFaults({ ...wanted, ...given }, { ...order, ...of });

describe("what may be repaid (K)", () => {
	test.each<[string, Partial<WantedRepayment>, Partial<RepayableOrder>, string[]]>([
		["a surplus", {}, {}, []],
		["nothing", { amount: { minor: 0, currency: "EUR" } }, {}, ["no-amount"]],
		["less than nothing", { amount: { minor: -5, currency: "EUR" } }, {}, ["no-amount"]],
		["another currency", { amount: { minor: 5, currency: "CHF" } }, {}, ["other-currency"]],
		["no name", { payee: " " }, {}, ["no-payee"]],
		["a name no bank takes", { payee: "x".repeat(71) }, {}, ["no-payee"]],
		["a slip in the IBAN", { iban: "DE89370400440532013001" }, {}, ["wrong-iban"]],
		["the merchant's own account", { iban: "DE02120300000000202051" }, {}, ["own-account"]],
		["more than came in", { amount: { minor: 12_001, currency: "EUR" } }, {}, ["more-than-received"]],
		["with what is under way", {}, { underWay: 9_000, repaid: 1_001 }, ["more-than-received"]],
		["that, confirmed", { confirmed: true }, { underWay: 9_000, repaid: 1_001 }, []],
		["twice the amount", { amount: { minor: 20_000, currency: "EUR" } }, { received: 30_000 }, []],
		["more than twice", { amount: { minor: 20_001, currency: "EUR" } }, { received: 30_000 }, ["above-cap"]],
		["that, confirmed", { amount: { minor: 20_001, currency: "EUR" }, confirmed: true }, { received: 30_000 }, []],
		["a wrong IBAN cannot be confirmed", { iban: "DE00", confirmed: true }, {}, ["wrong-iban"]],
	])("%s", (_name, given, of, expected) => {
		expect(faults(given, of)).toEqual(expected);
	});

	test("IBANs as files carry them", () => {
		expect(electronicIban("de89 3704 0044 0532 0130 00")).toBe("DE89370400440532013000");
		expect(electronicIban("")).toBeNull();
	});
});

test("approved by a second click, or by a second person where that is set", () => {
	const alone = { arrangedBy: "anna", approvedBy: "anna" };
	expect(whyNotApproved(alone, { fourEyes: false })).toBeNull();
	expect(whyNotApproved(alone, { fourEyes: true })?.en).toBe("A second person has to approve the repayment.");
	expect(whyNotApproved({ ...alone, approvedBy: "bert" }, { fourEyes: true })).toBeNull();
});

test("leaves after the waiting time, and not before it was approved", () => {
	expect(leavesOn({ arrangedOn: "2026-03-02", approvedOn: "2026-03-02" }, { waitDays: 3 })).toBe("2026-03-05");
	expect(leavesOn({ arrangedOn: "2026-03-02", approvedOn: "2026-03-09" }, { waitDays: 3 })).toBe("2026-03-09");
});

test("its life: in one file once, reopened when it bounces, approved anew when it was changed", () => {
	const life = (...events: Parameters<typeof moveRepayment>[1][]) =>
		events.reduce<string | null>(
			(state, event) => (state === null ? null : moveRepayment(state as never, event)),
			"arranged",
		);
	expect(life("approve", "send", "settle")).toBe("done");
	expect(life("send")).toBeNull();
	expect(life("approve", "change", "send")).toBeNull();
	expect(life("approve", "send", "change")).toBeNull();
	expect(life("approve", "send", "withdraw")).toBeNull();
	expect(life("approve", "send", "bounce", "send")).toBeNull();
	expect(life("approve", "send", "settle", "bounce", "approve", "send")).toBe("sent");
	expect(life("withdraw", "approve")).toBeNull();
	expect(life("approve", "send", "settle", "undo-settle")).toBe("sent");
	expect(life("approve", "send", "settle", "bounce", "approve", "undo-bounce")).toBe("done");
	expect(life("approve", "send", "settle", "bounce", "approve", "send", "undo-bounce")).toBeNull();
	expect(life("approve", "send", "undo-settle")).toBeNull();
	expect(REPAYMENT_STATES.map((state) => moveRepayment(state, "send"))).toEqual([
		null,
		null,
		"sent",
		"sent",
		null,
		null,
	]);
	const asked = (event: Parameters<typeof moveRepayment>[1]) => moveRepayment("asked", event);
	expect([asked("answer"), asked("change"), asked("withdraw")]).toEqual(["arranged", "arranged", "withdrawn"]);
	expect([asked("approve"), asked("send"), moveRepayment("arranged", "answer")]).toEqual([null, null, null]);
});

const eur = (minor: number) => ({ minor, currency: "EUR" });

test.each<[string, number, number, Parameters<typeof keptOfReturn>[0]["stated"], number | null]>([
	["all of it", 5_000, 5_000, { original: null, charges: [] }, 0],
	["less a few euro", 5_000, 4_700, { original: null, charges: [] }, 300],
	["less more than half", 5_000, 2_500, { original: null, charges: [] }, null],
	["less more than a bank takes unsaid", 50_000, 47_499, { original: null, charges: [] }, null],
	["less what the bank says it took", 5_000, 1_000, { original: null, charges: [eur(3_000), eur(1_000)] }, 4_000],
	["of what the bank says was sent", 50_000, 40_000, { original: eur(50_000), charges: [] }, 10_000],
	[
		"of what was sent in other money",
		50_000,
		40_000,
		{ original: { minor: 50_000, currency: "CHF" }, charges: [] },
		null,
	],
	["more than was sent", 5_000, 5_001, { original: null, charges: [] }, null],
])("what the bank kept where %s came back", (_name, sent, credited, stated, kept) => {
	expect(keptOfReturn({ sent, credited, stated, currency: "EUR" })).toBe(kept);
});

test("all words exist in both languages", () => {
	for (const { de, en } of Object.values(REPAYMENT_FAULTS)) expect(de).not.toBe(en);
});
