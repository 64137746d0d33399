import type { Text } from "@kontor/connector";
import type { ListedPosting } from "./listed-posting.ts";

export interface Distinct {
	readonly postings: readonly ListedPosting[];
	/** How many stood in an earlier file, too. */
	readonly repeated: number;
}

/**
 * Files overlap: a month and its weeks, an MT940 and a camt of the same day. A posting counts once; where two files could
 * hold one posting or two, the later one is in doubt and waits for a person (PRODUCT C3, M3).
 */
export function eachOnce(files: readonly (readonly ListedPosting[])[]): Distinct {
	const kept: ListedPosting[] = [];
	const days = new Map<string, ListedPosting[]>();
	let repeated = 0;
	for (const file of files) {
		const additions = [...groupBy(file, dayOf)].map(([day, postings]) => {
			const distinct = newOfDay(postings, days.get(day) ?? []);
			repeated += postings.length - distinct.length;
			return { day, distinct };
		});
		for (const { day, distinct } of additions) {
			days.set(day, [...(days.get(day) ?? []), ...distinct]);
			kept.push(...distinct);
		}
	}
	return { postings: kept, repeated };
}

/** What a file adds to one account's day. */
function newOfDay(day: readonly ListedPosting[], known: readonly ListedPosting[]): ListedPosting[] {
	// What the bank gave one id is one posting.
	const { left, unmatched } = withoutCommon(day, known, ({ identity }) => identity.strongId);
	const format = left[0]?.format;
	const sameFormat = unmatched.filter((posting) => posting.format === format);
	const otherFormat = unmatched.filter((posting) => posting.format !== format);

	// Equal content: the same, where one file's day is wholly in the other's; else two halves, or twins.
	const content = ({ identity }: ListedPosting) => (identity.strongId === undefined ? identity.contentKey : undefined);
	const rest = withoutCommon(left, sameFormat, content);
	const contained = rest.left.length === 0 || rest.unmatched.length === 0;
	const halves = contained ? [] : left.filter((posting) => !rest.left.includes(posting));

	// Formats share nothing but day and amount: the same day, where all of it agrees; else in doubt.
	const amounts = withoutCommon(rest.left, otherFormat, ({ identity }) => identity.dayFingerprint);
	if (otherFormat.length > 0 && amounts.left.length === 0 && amounts.unmatched.length === 0) return doubtful(halves);
	return [...doubtful(halves), ...rest.left.flatMap((p) => (amounts.left.includes(p) ? [p] : doubtful([p])))];
}

function doubtful(postings: readonly ListedPosting[]): ListedPosting[] {
	return postings.map((posting) => ({ ...posting, doubt: DOUBT }));
}

/** Takes away pairs with an equal key, each known posting once: true twins stay two. */
function withoutCommon(
	postings: readonly ListedPosting[],
	known: readonly ListedPosting[],
	keyOf: (posting: ListedPosting) => string | undefined,
) {
	const unmatched = [...known];
	const left = postings.filter((posting) => {
		const key = keyOf(posting);
		const at = key === undefined ? -1 : unmatched.findIndex((other) => keyOf(other) === key);
		if (at >= 0) unmatched.splice(at, 1);
		return at < 0;
	});
	return { left, unmatched };
}

function dayOf({ posting }: ListedPosting): string {
	return `${posting.account} ${posting.bookingDate}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [item]);
		else group.push(item);
	}
	return groups;
}

const DOUBT: Text = {
	de: "Eine andere der Dateien enthält am selben Tag denselben Betrag; ob es dieselbe Buchung ist, lässt sich nicht sicher sagen.",
	en: "Another of the files has the same amount on the same day; whether it is the same posting cannot be told for sure.",
};
