import { expect, test } from "vitest";
import { generate } from "../eval/generate.ts";
import { businessCentral } from "../eval/peers/business-central.ts";
import { flexsearch } from "../eval/peers/flexsearch.ts";
import { peers } from "../eval/peers/index.ts";
import { kivitendo } from "../eval/peers/kivitendo.ts";
import { measureSpeed, speedRatio } from "../eval/peers/measure-speed.ts";
import { odoo, odooAnyPartner } from "../eval/peers/odoo.ts";
import { pretix } from "../eval/peers/pretix.ts";
import type { Shape } from "../eval/peers/shape.ts";
import { stringNearness } from "../eval/peers/string-nearness.ts";
import { tuneFlexSearch } from "../eval/peers/tune-flexsearch.ts";
import type { MatchOrder, MatchPosting } from "../src/index.ts";
import type { KnownPayer } from "../src/known-payer.ts";
import { order, transfer } from "./shop.ts";

const [kivitendo5, kivitendo12, kivitendo15] = kivitendo as readonly [Shape, Shape, Shape];
const search = flexsearch("plain", { threshold: 0.9, margin: 0.1 });
const searchWithoutCommon = flexsearch("withoutCommon", { threshold: 0.9, margin: 0.1 });

/** What a peer books without a person ("AU-10023 119.00"), or what it offers first ("offered: AU-10023"). */
function booked(peer: Shape, orders: readonly MatchOrder[], posting: MatchPosting, payers: KnownPayer[] = []): string {
	const decision = peer.build({ orders, payers })(posting);
	if (!decision.automatic) return `offered: ${decision.ranked[0]?.join(" + ") ?? "nothing"}`;
	return decision.orders.map((part) => `${part.order} ${(part.minor / 100).toFixed(2)}`).join(", ");
}

const filler = Array.from({ length: 40 }, (_, i) =>
	order({ number: `AU-${20_000 + i * 7}`, name: `Erika Beispiel${i}`, amount: 3_000 + i }),
);
const shop = [order({ customerNumber: "70023" }), ...filler];

test.each([odoo, odooAnyPartner, pretix, kivitendo5, kivitendo12, businessCentral, search, searchWithoutCommon])(
	"$name books number, amount and name that agree",
	(peer) => {
		expect(booked(peer, shop, transfer("Bestellung AU-10023", { payer: "Max Müller" }))).toBe("AU-10023 119.00");
		expect(booked(peer, shop, transfer("Danke", { amount: 1_234, payer: "Olga Petrova" }))).not.toMatch(/^AU/);
	},
);

test("Odoo: digits decide, so another prefix is the same number", () => {
	const orders = [order({ number: "AU2025-1" })];
	expect(booked(odoo, orders, transfer("RG2025-1", { payer: "Max Müller" }))).toBe("AU2025-1 119.00");
});

test("Odoo: blanks inside a number hide it, a name in another spelling too", () => {
	expect(booked(odoo, shop, transfer("AU 10 023", { payer: "Max Müller" }))).toBe("offered: AU-10023");
	expect(booked(odoo, shop, transfer("AU-10023", { payer: "Max Mueller" }))).toBe("offered: nothing");
	expect(booked(odooAnyPartner, shop, transfer("AU-10023", { payer: "Max Mueller" }))).toBe("AU-10023 119.00");
});

test("Odoo: a known account stands for its partner", () => {
	const iban = "DE02120300000000202051";
	const posting = { ...transfer("AU-10023"), counterparty: { name: "M. M.", iban } };
	expect(booked(odoo, shop, posting, [{ iban, customerNumber: "70023" }])).toBe("AU-10023 119.00");
	expect(booked(odoo, shop, posting)).toBe("offered: nothing");
});

test("Odoo: fills up several orders, books too much, not too little; cash discount in time", () => {
	const two = [order(), order({ number: "AU-10024", amount: 5_000 })];
	const pays = (amount: number) => transfer("AU-10023 AU-10024", { amount, payer: "Max Müller" });
	expect(booked(odoo, two, pays(16_900))).toBe("AU-10023 119.00, AU-10024 50.00");
	expect(booked(odoo, two, pays(17_000))).toBe("AU-10023 119.00, AU-10024 50.00");
	expect(booked(odoo, two, pays(16_800))).toBe("offered: AU-10023 + AU-10024");
	expect(booked(odoo, two, pays(5_000))).toBe("AU-10024 50.00");
	const terms = [{ days: 14, discountPercent: 2 }];
	const discounted = transfer("AU-10023", { amount: 11_662, payer: "Max Müller" });
	expect(booked(odoo, [order({ terms })], discounted)).toBe("AU-10023 116.62");
	expect(booked(odoo, [order({ terms })], { ...discounted, bookingDate: "2026-11-20" })).toBe("offered: AU-10023");
});

test("pretix: a code is booked whatever was paid; several only where the sum is right", () => {
	expect(booked(pretix, shop, transfer("AU 10023", { amount: 1 }))).toBe("AU-10023 0.01");
	expect(booked(pretix, shop, transfer("au-1OO23"))).toBe("AU-10023 119.00");
	expect(booked(pretix, shop, transfer("10023"))).toBe("offered: nothing");
	const two = transfer("AU-10023, AU-20000", { amount: 14_900 });
	expect(booked(pretix, shop, two)).toBe("AU-10023 119.00, AU-20000 30.00");
	expect(booked(pretix, shop, { ...two, amount: { minor: 1, currency: "EUR" } })).toBe("offered: AU-10023 + AU-20000");
});

test("kivitendo: a number inside longer digits counts, and few points are enough for a proposal", () => {
	const foreign = transfer("Mandat 9910023044", { amount: 4_711, payer: "Olga Petrova" });
	expect(booked(kivitendo5, shop, foreign)).toBe("AU-10023 47.11");
	expect(booked(kivitendo12, shop, foreign)).toBe("offered: AU-10023");
	// Number 5, amount 4, depositor 2, two words 2, date 3; the account's 3 are for who has paid before.
	const clear = transfer("AU-10023", { payer: "Max Müller" });
	expect(booked(kivitendo15, shop, clear)).toBe("AU-10023 119.00");
	expect(booked(kivitendo15, shop, { ...clear, bookingDate: "2026-12-24" })).toBe("offered: AU-10023");
});

test("kivitendo: two orders alike are left to a person", () => {
	const twins = [order({ id: "a" }), order({ id: "b" })];
	expect(booked(kivitendo5, twins, transfer("AU-10023"))).toBe("offered: a");
});

test("Business Central: needs party, document and the only amount, or several documents of the party", () => {
	const posting = transfer("AU-10023", { payer: "Max Müller" });
	expect(booked(businessCentral, shop, transfer("AU-10023", { payer: "Olga Petrova" }))).toBe("offered: AU-10023");
	expect(booked(businessCentral, shop, transfer("AU 10023", { payer: "Max Müller" }))).toBe("offered: AU-10023");
	// A price that somebody else owes too is no evidence.
	const popular = [...shop, order({ number: "AU-30001", name: "Olga Petrova" })];
	expect(booked(businessCentral, popular, posting)).toBe("offered: AU-10023");
	const two = [...shop, order({ number: "AU-10024", amount: 5_000, customerNumber: "70023" })];
	const collective = transfer("AU-10023 und AU-10024", { amount: 16_900, payer: "Max Müller" });
	expect(booked(businessCentral, two, collective)).toBe("AU-10023 119.00, AU-10024 50.00");
	const namesake = [...shop, order({ number: "AU-40001", amount: 777, customerNumber: "70999" })];
	expect(booked(businessCentral, namesake, posting)).toBe("offered: AU-10023");
});

test("Business Central: a collected direct debit applies at once", () => {
	const collected = transfer("Einzug", { endToEndId: "AU-10023", transactionCode: "NTRF+171+9248", payer: "" });
	expect(booked(businessCentral, shop, collected)).toBe("AU-10023 119.00");
});

test("string nearness counts common pieces of four characters", () => {
	expect(stringNearness("MAXMUSTERMANN", "MAXMUSTERMANN")).toBe(100);
	expect(stringNearness("MAXMUSTERMANN", "MAXMUSTERMAN")).toBeCloseTo(92.3, 1);
	expect(stringNearness("ANNA", "ENNO")).toBe(0);
});

test("FlexSearch: one order at most, and nothing without the amount", () => {
	expect(booked(search, shop, transfer("AU-10023", { amount: 11_000, payer: "Max Müller" }))).toBe("offered: AU-10023");
	const two = [order(), order({ number: "AU-10024", amount: 5_000 })];
	const collective = transfer("AU-10023, AU-10024", { amount: 16_900, payer: "Max Müller" });
	expect(booked(search, two, collective)).toBe("offered: AU-10023");
});

test("FlexSearch is tuned to at least 99.9 % precision, bounced repayments aside", () => {
	const set = generate({ profile: "base", seed: 5, orders: 500, postings: 1_000 });
	const limits = tuneFlexSearch("withoutCommon", set);
	const decide = flexsearch("withoutCommon", limits).build(set);
	const automatic = set.postings.filter(
		({ posting, scenario }) => scenario !== "bounced-refund" && decide(posting).automatic,
	);
	const wrong = automatic.filter(({ posting, truth }) => decide(posting).orders[0]?.order !== truth.orders[0]?.order);
	expect(automatic.length).toBeGreaterThan(300);
	expect(wrong.length).toBeLessThanOrEqual(automatic.length * 0.001);
});

test("every peer has a name of its own and says what it is a shape of", () => {
	const all = peers(generate({ profile: "base", seed: 5, orders: 100, postings: 100 }));
	expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
	expect(all.filter(({ source }) => source === "")).toEqual([]);
});

test("speeds are measured in turn and compared round by round", () => {
	const busy = (turns: number) => () => {
		let sum = 0;
		for (let i = 0; i < turns; i++) sum += Math.sqrt(i);
		return sum;
	};
	const contestants = [
		{ name: "short", decide: busy(1_000) },
		{ name: "long", decide: busy(20_000) },
	];
	const [short, long] = measureSpeed(contestants, [transfer("")], { rounds: 5, roundMs: 10 });
	if (short === undefined || long === undefined) throw new Error("Two contestants, two speeds");
	expect(short.rounds).toHaveLength(5);
	expect(speedRatio(short, long)).toBeGreaterThan(3);
	expect(short.p50Ms).toBeLessThanOrEqual(short.p99Ms);
	expect(short.p50Ms).toBeLessThan(long.p50Ms);
});
