/**
 * eBay pages by offset, over a list that changes while it is paged, in an order it does not promise. So nothing is paged:
 * a window of time is cut until what is in it fits one answer.
 */
export interface Window {
	/** Inclusive, with milliseconds. */
	readonly from: string;
	/** Inclusive; null: until now, which eBay's clock decides. */
	readonly to: string | null;
}

export interface Held<T> {
	readonly items: readonly T[];
	/** How many are in the window. */
	readonly total: number;
}

export interface Read<T, W extends Window> {
	readonly items: readonly T[];
	readonly window: W;
	/** The last of all windows. */
	readonly end: boolean;
}

/** Oldest window first. `ask` answers a window, from an offset on only where it is a single moment. */
export async function* readWindows<T, W extends Window>(
	windows: readonly W[],
	ask: (window: W, offset: number) => Promise<Held<T>>,
	dateOf: (item: T) => string | null,
): AsyncGenerator<Read<T, W>> {
	const pending = [...windows];
	for (let window = pending.shift(); window !== undefined; window = pending.shift()) {
		const held = await ask(window, 0);
		if (held.items.length >= held.total) {
			yield { items: held.items, window, end: pending.length === 0 };
			continue;
		}
		const at = cutAt(window, held.items.map(dateOf));
		if (at === null) {
			yield { items: await allOf(held, window, ask), window, end: pending.length === 0 };
			continue;
		}
		pending.unshift({ ...window, to: shifted(at, -1) }, { ...window, from: at });
	}
}

/** Where the second part begins, so that both are smaller than the whole; null where it is a single moment, or nothing has a date. */
function cutAt({ from, to }: Window, dates: readonly (string | null)[]): string | null {
	const moments = [...new Set(dates.flatMap((date) => (date === null ? [] : Date.parse(date))))].sort((a, b) => a - b);
	if (moments.length === 0) return null;
	const start = Date.parse(from);
	const middle = moments[Math.ceil(moments.length / 2)] ?? moments[0] ?? start;
	if (middle > start) return new Date(middle).toISOString();
	// Everything seen is of the first moment: what else there is comes after it.
	return to !== null && Date.parse(to) <= start ? null : shifted(from, 1);
}

/** More orders in one moment than one answer holds. An empty answer ends it, whatever the total says. */
async function allOf<T, W extends Window>(
	first: Held<T>,
	window: W,
	ask: (window: W, offset: number) => Promise<Held<T>>,
): Promise<T[]> {
	const all = [...first.items];
	for (let held = first; all.length < held.total && held.items.length > 0; ) {
		held = await ask(window, all.length);
		all.push(...held.items);
	}
	return all;
}

export function shifted(moment: string, byMs: number): string {
	return new Date(Date.parse(moment) + byMs).toISOString();
}
