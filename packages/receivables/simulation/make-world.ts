import type { Day } from "@kontor/connector";
import { addDays } from "../src/days.ts";
import type { SettingsOverride } from "../src/settings/schema.ts";
import { makeOrder } from "./make-order.ts";
import { type Random, seeded } from "./random.ts";
import type { Span, World, WorldShop } from "./world.ts";

export interface WorldSize {
	readonly orders: number;
	readonly days: number;
}

/** A merchant's year by chance: three shops with settings of their own, outages of banks and shops, and what customers do. */
export function makeWorld(seed: number, { orders, days }: WorldSize = { orders: 2_000, days: 365 }): World {
	const random = seeded(seed);
	const firstDay = "2026-01-01";
	const lastDay = addDays(firstDay, days - 1);
	const shops = ["shop-1", "shop-2", "shop-3"].map((id): WorldShop => {
		const outages = spans(random, firstDay, days, [1, 4], 5);
		return { id, settings: shopSettings(random), testSystem: random.chance(0.1), outages };
	});
	const accounts = [
		{ id: "main", shops: [], countries: [] },
		{ id: "second", shops: ["shop-2"], countries: [] },
		{ id: "swiss", shops: [], countries: ["CH"] },
	].map((account) => ({
		...account,
		limitDays: random.pick([1, 1, 2, 3]),
		outages: spans(random, firstDay, days, [1, 6], 7),
	}));
	const year = { firstDay, days, shops, accounts };
	return {
		seed,
		timeZone: "Europe/Berlin",
		country: random.pick(["DE", "AT", "CH"]),
		firstDay,
		lastDay,
		readAt: "05:30:00Z",
		runAt: "06:00:00Z",
		merchant: merchantSettings(random),
		paymentForCancelled: random.pick(["review", "revive"]),
		held: spans(random, firstDay, days, [0, 2], 4),
		accounts,
		shops,
		orders: Array.from({ length: orders }, (_, index) => makeOrder(random, year, index)),
	};
}

function merchantSettings(random: Random): SettingsOverride {
	return {
		common: {
			skipNonBankingDays: random.chance(0.5),
			excludedGroups: random.pick([[], ["employees"]]),
			excludedMailDomains: random.pick([[], ["friends.example"]]),
			minimumToRemind: random.pick([null, { minor: 1_000, currency: "EUR" }]),
			alreadyPaidHoldDays: random.between(0, 14),
		},
		prepayment: { cancelAfterDays: random.pick([null, 7, 14]) },
	};
}

/** What a shop sets itself; the rest is the merchant's. */
function shopSettings(random: Random): SettingsOverride {
	const levels = (most: number) =>
		Array.from({ length: random.between(0, most) }, () => ({
			afterDays: random.between(1, 20),
			fee: { minor: 0, currency: "EUR" },
			dunning: false,
		}));
	const asked = () => ({
		informationBy: random.pick(["kontor", "kontor", "shop"] as const),
		startsWith: random.pick(["order", "order", "invoiceNumber"] as const),
		repeatAfterDays: random.pick([null, 3, 6]),
	});
	const days = () => random.pick([null, 5, 10, 20]);
	return {
		...(random.chance(0.3) ? { common: { skipNonBankingDays: random.chance(0.5) } } : {}),
		prepayment: {
			...asked(),
			reminders: levels(3),
			...(random.chance(0.7) ? { cancelAfterDays: days() } : {}),
		},
		invoice: {
			...asked(),
			reminders: levels(4),
			overdueAfterDays: days(),
			collectionAfterDays: days(),
			beforeDueDays: random.pick([null, 2, 5]),
			netDays: random.pick([7, 14, 30]),
		},
		cashOnDelivery: { askAfterDays: days(), overdueAfterDays: days(), collectionAfterDays: days() },
	};
}

function spans(
	random: Random,
	firstDay: Day,
	days: number,
	[fewest, most]: readonly [number, number],
	longest: number,
): Span[] {
	return Array.from({ length: random.between(fewest, most) }, () => {
		const from = addDays(firstDay, random.between(0, days - 1));
		return { from, to: addDays(from, random.between(0, longest)) };
	});
}
