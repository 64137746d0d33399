import { expect, test } from "vitest";
import { SCENARIOS } from "../../eval/data.ts";
import type { MatchOrder, MatchPosting } from "../../src/index.ts";
import { casesOf } from "./all.ts";
import { decideCase, type ScenarioCase } from "./case.ts";

const cases = SCENARIOS.flatMap((scenario) =>
	casesOf(scenario).map((one) => ({ ...one, name: `${scenario}: ${one.name}` })),
);

/** Whatever a case says otherwise: changed so, nobody may book it without a person. */
const CHANGES: Readonly<Record<string, (one: ScenarioCase) => ScenarioCase>> = {
	"money that goes out": withPosting(({ amount }) => ({ amount: { ...amount, minor: -Math.abs(amount.minor) } })),
	"a transfer that came back, by its code": withPosting(() => ({ transactionCode: "159" })),
	"a transfer that came back, by its reason": withPosting(() => ({ returnReason: "AC04" })),
	"a returned collection": withPosting(() => ({ transactionCode: "PMNT-IDDT-UPDD" })),
	"a payment provider": withPosting(() => ({ counterparty: { name: "PayPal (Europe) S.à r.l. et Cie, S.C.A." } })),
	"a marketplace": withPosting(() => ({ counterparty: { name: "AMAZON PAYMENTS EUROPE S.C.A." } })),
	"the account of another shop": withPosting(() => ({ shops: ["another"] })),
	"before any of the orders was placed": withOrders((order) => ({ ...order, placedAt: "2026-12-31" })),
	"a currency no order has": withPosting(({ amount, remittance = "" }) => ({
		amount: { ...amount, currency: "NOK" },
		// An original amount in the text would say more.
		remittance: remittance.replace(/\d[\d.']*[.,]\d\d/g, ""),
	})),
	"all orders cancelled": withOrders((order) => ({ ...order, standing: "cancelled" })),
	"all orders paid": withOrders((order) => ({ ...order, open: { ...order.amount, minor: 0 }, standing: "closed" })),
	"all orders of a test system": withOrders((order) => ({ ...order, testSystem: true })),
	"all orders imported into a new shop as well": (one) => ({
		...one,
		posting: { ...one.posting, shops: undefined },
		orders: [...one.orders, ...one.orders.map((order) => ({ ...order, id: `new ${order.id}`, shop: "new" }))],
	}),
	"all of it the merchant's own by a rule": (one) => ({ ...one, policy: { ignore: [{ amount: one.posting.amount }] } }),
};

test("is booked in no case but for what is listed", { timeout: 60_000 }, async () => {
	const booked = Object.entries(CHANGES).flatMap(([name, change]) =>
		cases.filter((one) => decideCase(change(one)).outcome === "assigned").map((one) => `${name}: ${one.name}`),
	);
	await expect(booked.join("\n")).toMatchFileSnapshot("pending-booked.txt");
});

function withPosting(change: (posting: MatchPosting) => Partial<MatchPosting>) {
	return (one: ScenarioCase): ScenarioCase => ({ ...one, posting: { ...one.posting, ...change(one.posting) } });
}

function withOrders(change: (order: MatchOrder) => MatchOrder) {
	return (one: ScenarioCase): ScenarioCase => ({ ...one, orders: one.orders.map(change) });
}
