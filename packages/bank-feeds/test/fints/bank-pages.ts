import { binary, text } from "./bank-wire.ts";
import { BANK_CODE, BIC, type Habits, type KeptAccount } from "./habits.ts";
import { camt052, type KeptPosting, mt940, mt942 } from "./prints.ts";

/** What goes into one message: segments, with `:ref` where the number of the order belongs. */
export interface Page {
	readonly segments: readonly string[];
}

/** The day it is at the bank. */
const TODAY = "2026-11-20";

/** What the bank has of an account since a day (YYYYMMDD), put on pages as it does. */
export function pagesOf(habits: Habits, order: string, account: KeptAccount, from: string): Page[] | "too-far-back" {
	const { storageDays = 90, daysPerPage = Number.POSITIVE_INFINITY, cutEvery, encoding = "ISO-8859-1" } = habits;
	if (from < daysAgo(storageDays)) return "too-far-back";
	const wanted = account.postings.filter(({ day }) => day.replaceAll("-", "") >= from);
	const days = Map.groupBy(wanted, ({ day, pending }) => (pending ? "pending" : day));
	const pending = days.get("pending") ?? [];
	days.delete("pending");
	const announced = pending.map((posting) => ({ ...posting, pending: !habits.pendingAsBooked }));
	const printed = { ...account, bankCode: BANK_CODE };
	const groups = inGroups(
		[...days].sort(([one], [other]) => one.localeCompare(other)),
		daysPerPage,
	);
	if (order === "HKCAZ") {
		const print = ([day, postings]: [string, KeptPosting[]]) => binary(camt052(printed, day, postings, encoding));
		const format = text("urn:iso:std:iso:20022:tech:xsd:camt.052.001.08");
		const head = `HICAZ:%:1:ref+${account.iban}:${BIC}:${account.number}::280:${BANK_CODE}+${format}`;
		const pages = groups.map((group) => `${head}+${group.map(print).join(":")}`);
		if (pending.length > 0)
			pages[Math.max(0, pages.length - 1)] = `${pages.at(-1) ?? `${head}+`}+${print([TODAY, announced])}`;
		return pages.map((segment) => ({ segments: [segment] }));
	}
	const print = ([day, postings]: [string, KeptPosting[]]) => mt940(printed, day, postings);
	const whole = groups.map((group) => Buffer.concat(group.map(print)));
	const pieces = cutEvery ? cutInto(Buffer.concat(whole), cutEvery) : whole;
	const noted = pending.length > 0 ? `+${binary(mt942(printed, TODAY, pending))}` : "";
	return pieces.map((bytes, index) => ({
		segments: [`HIKAZ:%:7:ref+${binary(bytes)}${index === pieces.length - 1 ? noted : ""}`],
	}));
}

function inGroups<One>(all: readonly One[], size: number): One[][] {
	const groups: One[][] = [];
	for (const [index, one] of all.entries()) {
		if (index % size === 0 || groups.length === 0) groups.push([]);
		groups.at(-1)?.push(one);
	}
	return groups;
}

function cutInto(bytes: Buffer, size: number): Buffer[] {
	return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
		bytes.subarray(index * size, (index + 1) * size),
	);
}

function daysAgo(days: number): string {
	const date = new Date(`${TODAY}T00:00:00Z`);
	date.setUTCDate(date.getUTCDate() - days);
	return date.toISOString().slice(0, 10).replaceAll("-", "");
}
