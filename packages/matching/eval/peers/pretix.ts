import type { MatchOrder } from "../../src/index.ts";
import { owed, payable } from "./payable.ts";
import { type Decide, type Known, NOTHING, type Shape } from "./shape.ts";

/** Ticket orders have a code behind their event's slug: here the digits of a number behind the shop's prefix. */
export const pretix: Shape = {
	name: "pretix code look-up",
	source: "pretix/pretix, src/pretix/plugins/banktransfer/tasks.py",
	build: lookUpCodes,
};

/** Slug, separators, code. */
const NUMBER = /^(.*?)[ \-_#./]*(\d[\dA-Z]*)$/;

function lookUpCodes({ orders }: Known): Decide {
	const byCode = new Map<string, MatchOrder>();
	const slugs = new Set<string>();
	const lengths = new Set<number>();
	for (const order of payable(orders)) {
		const [, slug, code] = NUMBER.exec(compact(order.number)) ?? [];
		if (slug === undefined || code === undefined) continue;
		slugs.add(slug);
		lengths.add(code.length);
		byCode.set(`${slug} ${code}`, order);
	}
	if (byCode.size === 0) return () => NOTHING;
	const shortest = Math.min(...lengths);
	const pattern = codePattern(slugs, shortest, Math.max(...lengths));

	/** As written, without letters that are taken for digits, and cut where words were glued to it. */
	const find = (slug: string, written: string): MatchOrder | undefined => {
		for (let end = written.length; end >= shortest; end--) {
			const code = written.slice(0, end);
			const order = byCode.get(`${slug} ${code}`) ?? byCode.get(`${slug} ${withoutLookAlikes(code)}`);
			if (order !== undefined) return order;
		}
		return undefined;
	};

	return ({ amount: { minor, currency }, remittance, searchText }) => {
		if (minor <= 0) return NOTHING;
		const found = new Set<MatchOrder>();
		for (const [, slug = "", written = "", bare = ""] of compact(remittance ?? searchText ?? "").matchAll(pattern)) {
			const order = find(slug, written || bare);
			if (order !== undefined) found.add(order);
		}
		const named = [...found];
		const [first] = named;
		if (first === undefined) return NOTHING;
		const sum = named.reduce((total, order) => total + owed(order), 0);
		const automatic =
			named.every((order) => order.amount.currency === currency) && (named.length === 1 || sum === minor);
		// One order takes whatever was paid.
		const booked = named.map((order) => ({ order: order.id, minor: named.length === 1 ? minor : owed(order) }));
		return { orders: booked, automatic, ranked: [named.map(({ id }) => id)] };
	};
}

function codePattern(slugs: ReadonlySet<string>, shortest: number, longest: number): RegExp {
	const named = [...slugs].filter((slug) => slug !== "").toSorted((a, b) => b.length - a.length);
	const behindSlug =
		named.length > 0 ? `(${named.map(literally).join("|")})[ \\-_]*([A-Z0-9]{${shortest},${longest}})` : "()(\\b\\B)";
	// A shop without a prefix has nothing to tell a code by.
	const bare = slugs.has("") ? `|(?<!\\d)(\\d{${shortest},${longest}})(?!\\d)` : "";
	return new RegExp(behindSlug + bare, "g");
}

function literally(slug: string): string {
	return slug.replace(/[^A-Z0-9]/g, "\\$&");
}

function compact(text: string): string {
	return text.replace(/\s/g, "").toUpperCase();
}

function withoutLookAlikes(code: string): string {
	return code.replace(/[OISBLZ]/g, (letter) => "015812"["OISBLZ".indexOf(letter)] ?? letter);
}
