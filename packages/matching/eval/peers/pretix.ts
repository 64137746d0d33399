import type { MatchOrder } from "../../src/index.ts";
import { owed, payable } from "./payable.ts";
import { type Decide, type Known, NOTHING, type Shape } from "./shape.ts";

/** Ticket orders have a code behind their event's slug: here what stands behind the last separator of a number. */
export const pretix: Shape = {
	name: "pretix code look-up",
	source: "pretix/pretix, src/pretix/plugins/banktransfer/tasks.py",
	build: lookUpCodes,
};

/** Slug, separator, code; or letters and digits of one piece. */
const NUMBER = /^(?:(.*)[ \-_#./]|([A-Z]*))([A-Z0-9]*\d[A-Z0-9]*)$/;
/** A slug on fewer orders than this share is part of a code. */
const RARE = 0.01;

function lookUpCodes({ orders }: Known): Decide {
	const { byCode, slugs, lengths } = readCodes(payable(orders));
	if (byCode.size === 0) return () => NOTHING;
	const shortest = Math.min(...lengths);
	const longest = Math.max(...lengths);
	const named = [...slugs].toSorted((a, b) => b.length - a.length).map(literally);
	const behindSlug = new RegExp(`(${named.join("|")})[ \\-_]*([A-Z0-9]{${shortest},${longest}})`, "g");
	// Without a slug nothing tells where a code begins once blanks are gone.
	const bare = new RegExp(`(?<![A-Z0-9-])()([A-Z0-9]{${shortest},${longest}})(?![A-Z0-9])`, "g");

	/** As written, without letters that are taken for digits, and cut where words were glued to it. */
	const find = (slug: string, written: string): readonly MatchOrder[] => {
		for (let end = written.length; end >= shortest; end--) {
			const code = written.slice(0, end);
			const found = byCode.get(`${slug} ${code}`) ?? byCode.get(`${slug} ${withoutLookAlikes(code)}`);
			if (found !== undefined) return found;
			if (slug === "") break;
		}
		return [];
	};
	const findAll = (text: string, pattern: RegExp) =>
		new Set([...text.matchAll(pattern)].flatMap(([, slug = "", code = ""]) => find(slug, code)));

	return ({ amount: { minor, currency }, remittance, searchText }) => {
		if (minor <= 0) return NOTHING;
		const text = (remittance ?? searchText ?? "").toUpperCase();
		const slugged = slugs.size > 0 ? findAll(text.replace(/\s/g, ""), behindSlug) : new Set<MatchOrder>();
		const found = [...(slugged.size > 0 ? slugged : findAll(text, bare))];
		if (found.length === 0) return NOTHING;
		const sum = found.reduce((total, order) => total + owed(order), 0);
		const automatic =
			found.every((order) => order.amount.currency === currency) && (found.length === 1 || sum === minor);
		// One order takes whatever was paid.
		const booked = found.map((order) => ({ order: order.id, minor: found.length === 1 ? minor : owed(order) }));
		return { orders: booked, automatic, ranked: [found.map(({ id }) => id)] };
	};
}

/** Orders by slug and code, with the slugs in use and the lengths of codes. */
function readCodes(orders: readonly MatchOrder[]) {
	const parts = orders.map((order) => {
		const [whole, behindSeparator, letters, code] = NUMBER.exec(order.number.toUpperCase()) ?? [];
		return whole === undefined ? null : { order, whole, slug: behindSeparator ?? letters ?? "", code: code ?? "" };
	});
	const uses = new Map<string, number>();
	for (const part of parts) if (part !== null) uses.set(part.slug, (uses.get(part.slug) ?? 0) + 1);
	/** Several where shops without a slug count alike. */
	const byCode = new Map<string, MatchOrder[]>();
	const slugs = new Set<string>();
	const lengths = new Set<number>();
	for (const part of parts) {
		if (part === null) continue;
		const rare = part.slug !== "" && (uses.get(part.slug) ?? 0) < orders.length * RARE;
		const slug = rare ? "" : part.slug;
		const code = rare ? part.whole.replace(/[^A-Z0-9]/g, "") : part.code;
		if (slug !== "") slugs.add(slug);
		lengths.add(code.length);
		const key = `${slug} ${code}`;
		byCode.set(key, [...(byCode.get(key) ?? []), part.order]);
	}
	return { byCode, slugs, lengths };
}

function literally(slug: string): string {
	return slug.replace(/[^A-Z0-9]/g, "\\$&");
}

function withoutLookAlikes(code: string): string {
	return code.replace(/[OISBLZ]/g, (letter) => "015812"["OISBLZ".indexOf(letter)] ?? letter);
}
