import type { Day } from "@kontor/connector";
import { addDays } from "../src/days.ts";
import type { Random } from "./random.ts";
import type { WorldAccount, WorldEvent, WorldOrder, WorldShop } from "./world.ts";

interface Year {
	readonly firstDay: Day;
	readonly days: number;
	readonly shops: readonly WorldShop[];
	readonly accounts: readonly WorldAccount[];
}

/** An order, and everything that happens to it from outside. */
export function makeOrder(random: Random, { firstDay, days, shops, accounts }: Year, index: number): WorldOrder {
	const shop = shops[random.between(0, shops.length - 1)]?.id ?? "";
	const country = random.pick(["DE", "DE", "DE", "AT", "CH"]);
	const isOld = random.chance(0.03);
	const placedOn = addDays(firstDay, isOld ? 0 : random.between(0, days - 10));
	const amountMinor = random.chance(0.1) ? random.between(1, 1_500) : random.between(500, 50_000);
	const later = (min: number, max: number) => addDays(placedOn, random.between(min, max));
	const paidTo = accounts.filter(
		({ shops: some, countries }) =>
			(some.length === 0 || some.includes(shop)) && (countries.length === 0 || countries.includes(country)),
	);
	const account = paidTo[random.between(0, paidTo.length - 1)]?.id ?? "";

	const events: WorldEvent[] = [];
	const pays = (on: Day, minor: number) => {
		if (minor <= 0) return;
		events.push({ kind: "pays", on, minor, account, reviewDays: random.chance(0.1) ? random.between(1, 10) : 0 });
	};
	const how = random.next();
	if (how < 0.6) pays(later(0, 45), amountMinor);
	else if (how < 0.7) {
		const part = random.between(1, amountMinor);
		pays(later(0, 20), part);
		if (random.chance(0.6)) pays(later(21, 60), amountMinor - part);
	} else if (how < 0.75) pays(later(1, 60), amountMinor + random.between(1, 5_000));
	if (random.chance(0.6)) {
		const on = later(0, 12);
		events.push({ kind: "invoice", on, date: random.chance(0.8) ? addDays(on, -random.between(0, 2)) : null });
	}
	if (random.chance(0.08)) events.push({ kind: "amount", on: later(1, 40), minor: random.between(1, 60_000) });
	if (random.chance(0.05)) events.push({ kind: "email", on: later(1, 30), email: `new${index}@customers.example` });
	if (random.chance(0.05)) {
		const on = later(1, 40);
		events.push({ kind: random.pick(["closed", "deleted"]), on });
		if (random.chance(0.4)) events.push({ kind: "reopened", on: addDays(on, random.between(1, 20)) });
	}
	if (random.chance(0.06)) {
		const on = later(1, 30);
		events.push({ kind: "blocks", on, until: random.chance(0.5) ? addDays(on, random.between(0, 20)) : null });
		if (random.chance(0.5)) events.push({ kind: "unblocks", on: addDays(on, random.between(1, 15)) });
	}
	if (random.chance(0.06)) events.push({ kind: "says-paid", on: later(5, 50) });
	if (random.chance(0.05)) events.push({ kind: "sets-reference", on: later(0, 20), day: later(-10, 30) });
	if (random.chance(0.15)) events.push({ kind: "ends-collection", on: later(40, 120) });
	if (random.chance(0.08)) events.push({ kind: "revives", on: later(15, 90) });
	if (random.chance(0.04)) events.push({ kind: "cancels", on: later(1, 30) });
	if (isOld && random.chance(0.5)) events.push({ kind: "takes-over", on: later(1, 40) });

	const domain = random.chance(0.05) ? "friends.example" : "customers.example";
	return {
		id: `order-${index}`,
		shop,
		country,
		paymentCode: random.pick(["prepayment", "prepayment", "invoice", "invoice", "cashOnDelivery"]),
		amountMinor,
		customer: {
			number: `${10_000 + index}`,
			group: random.chance(0.05) ? "employees" : "retail",
			email: `customer${index}@${domain}`,
		},
		placedOn,
		isOld,
		events: events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
	};
}
