import type { Hit, Judged } from "./find-named.ts";
import type { OrderIndex, ReferenceEntry } from "./index-orders.ts";
import type { ReadPosting } from "./read-posting.ts";
import type { Span } from "./reading/span.ts";
import type { Mention } from "./scan-text.ts";

/** A number in full and those it is continued by, in full as well. */
interface Continuation {
	readonly first: { readonly key: string; readonly span: Span };
	readonly others: readonly { readonly key: string; readonly span: Span | null }[];
	/** Where not even the last of them is ours it is no range. */
	readonly asRange: boolean;
}

export interface ContinuedEntry {
	readonly entry: ReferenceEntry;
	readonly hit: Omit<Hit, "reference" | "form">;
}

/**
 * Orders of ranges ("10023 bis 10026") and lists of short ends ("10023/24/25"): each of the same shop, field and prefix as that of
 * the first number, and named as well as that one is.
 */
export function findContinued(
	read: ReadPosting,
	index: OrderIndex,
	accepts: (slot: number) => boolean,
	judge: (mention: Mention, entry: ReferenceEntry) => Judged | null,
): ContinuedEntry[] {
	const found: ContinuedEntry[] = [];
	for (const { first, others, asRange } of continuations(read)) {
		const whole = read.mentions.find(({ end, key }) => end === first.span.end && key === first.key);
		if (whole === undefined) continue;
		for (const head of index.byReference(first.key, accepts)) {
			const judged = judge(whole, head);
			if (judged === null || judged.otherPrefix) continue;
			const inside = others.map(({ key, span }) => ({
				span,
				key,
				entries: index.byReference(key, accepts).filter((entry) => isSameSeries(head, entry)),
			}));
			const isOurs = ({ entries }: (typeof inside)[number]) => entries.length > 0;
			if (asRange ? !inside.slice(-1).some(isOurs) : !inside.some(isOurs)) continue;
			// What is written out is likelier meant.
			const hit = { ...judged, source: "range", quality: judged.quality - 1 } as const;
			found.push({ entry: head, hit: { ...judged, source: "text", key: first.key, span: whole } });
			for (const { key, span, entries } of inside) {
				const doubt = Math.max(0, judged.doubt);
				for (const entry of entries) {
					found.push({ entry, hit: { ...hit, doubt, matched: entry.reference.raw, key, span } });
				}
			}
		}
	}
	return found;
}

function continuations({ ranges, shortEnds }: ReadPosting): Continuation[] {
	const found = ranges.map(({ from, to, first, last }): Continuation => {
		const others: { key: string; span: Span | null }[] = [];
		for (let number = Number(from) + 1; number <= Number(to); number++) {
			const key = String(number).padStart(from.length, "0");
			others.push({ key, span: key === to ? last : null });
		}
		return { first: { key: from, span: first }, others, asRange: true };
	});
	return found.concat(shortEnds.map((list) => ({ ...list, asRange: false })));
}

function isSameSeries(a: ReferenceEntry, b: ReferenceEntry): boolean {
	const [one, other] = [a.reference, b.reference];
	return (
		one.field === other.field &&
		one.prefix === other.prefix &&
		a.indexed.shop === b.indexed.shop &&
		a.form === b.form &&
		(a.form !== "end" || yearOf(one) === yearOf(other))
	);
}

/** What stands before the last group of a number. */
function yearOf({ digits, end }: ReferenceEntry["reference"]): string {
	return digits.slice(0, digits.length - (end?.length ?? 0));
}
