import { expect, test } from "vitest";
import { type DueReminder, joinReminders } from "../../src/index.ts";

const reminder = (order: string, given: Partial<DueReminder> = {}): DueReminder => ({
	order,
	connection: "shop-1",
	email: "a@example.com",
	currency: "EUR",
	level: 1,
	placedOn: "2026-03-02",
	...given,
});
const due = [
	reminder("1"),
	reminder("2", { email: "A@Example.com", level: 3, placedOn: "2026-01-05" }),
	reminder("3", { email: "b@example.com" }),
	reminder("4", { connection: "shop-2" }),
	reminder("5", { currency: "CHF" }),
	reminder("6", { email: null }),
	reminder("7", { email: null }),
];
const joined = (isJoined: (connection: string) => boolean) =>
	joinReminders(due, isJoined).map(
		({ level, reminders }) => `${level}: ${reminders.map(({ order }) => order).join(" ")}`,
	);

test("one message for all of a customer's reminders of a shop and currency, the oldest first (M8)", () => {
	expect(joined(() => true)).toEqual(["3: 2 1", "1: 3", "1: 4", "1: 5", "1: 6", "1: 7"]);
});

test("one message for each order where it is not set", () => {
	expect(joined((connection) => connection === "shop-2")).toEqual([
		"1: 1",
		"3: 2",
		"1: 3",
		"1: 4",
		"1: 5",
		"1: 6",
		"1: 7",
	]);
});
