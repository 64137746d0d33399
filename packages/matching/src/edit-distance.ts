/** Rows of the table of distances, for texts no longer than the longest reference; used within one call only. */
const LONGEST = 27;
const ROWS = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)] as const;

/**
 * Damerau-Levenshtein distance (optimal string alignment) of two short texts, or null where it is more than `limit`:
 * a digit replaced, left out, added, or swapped with its neighbour each count one.
 */
export function editDistance(a: string, b: string, limit: number): number | null {
	if (Math.abs(a.length - b.length) > limit) return null;
	const start = commonStart(a, b);
	const same = commonEnd(a, b);
	return distanceBetween(a, b, start, Math.min(same, Math.min(a.length, b.length) - start), limit);
}

/** Both without what they have in common at their ends. */
function distanceBetween(a: string, b: string, start: number, end: number, limit: number): number | null {
	const height = a.length - start - end;
	const width = b.length - start - end;
	if (height === 0 || width === 0) return within(height + width, limit);
	if (limit === 0 || !fitsBetween(a, b, start, height, limit)) return null;
	let [older, old, row] = rowsFor(width);
	for (let j = 0; j <= width; j++) old[j] = j;
	const far = Math.min(limit, Math.max(height, width)) + 1;
	for (let i = 1; i <= height; i++) {
		// Outside of this band every distance is beyond the limit.
		const first = Math.max(1, i - limit);
		const last = Math.min(width, i + limit);
		row[first - 1] = first === 1 ? Math.min(i, far) : far;
		if (last < width) row[last + 1] = far;
		let best = far;
		const here = a.charCodeAt(start + i - 1);
		for (let j = first; j <= last; j++) {
			const there = b.charCodeAt(start + j - 1);
			let cost = (old[j - 1] ?? far) + (here === there ? 0 : 1);
			cost = Math.min(cost, (old[j] ?? far) + 1, (row[j - 1] ?? far) + 1);
			const swapped = i > 1 && j > 1 && here === b.charCodeAt(start + j - 2) && a.charCodeAt(start + i - 2) === there;
			if (swapped) cost = Math.min(cost, (older[j - 2] ?? far) + 1);
			row[j] = cost;
			best = Math.min(best, cost);
		}
		if (best > limit) return null;
		const spare = older;
		older = old;
		old = row;
		row = spare;
	}
	return within(old[width] ?? far, limit);
}

/**
 * Both ends differ. So one edit is all there is between them, two digits at most; and of two edits one is at the beginning and one at
 * the end, and what lies between is the same, moved by one at most. Most numbers are told apart by that.
 */
function fitsBetween(a: string, b: string, start: number, height: number, limit: number): boolean {
	if (limit > 2) return true;
	if (limit === 1) return height <= 2;
	const end = start + height - 2;
	for (let shift = -1; shift <= 1; shift++) {
		let at = start + 2;
		while (at < end && a.charCodeAt(at) === b.charCodeAt(at + shift)) at++;
		if (at >= end) return true;
	}
	return false;
}

/**
 * Whether a text and a number, of which there are only digits, from `start` up to `end`, are one or two edits apart, at most
 * `limit`. False is certain; what is true has to be compared.
 */
export function mayDiffer(text: string, digits: Uint8Array, start: number, end: number, limit: 1 | 2): boolean {
	const length = end - start;
	if (Math.abs(text.length - length) > limit) return false;
	const shorter = Math.min(text.length, length);
	let first = 0;
	while (first < shorter && text.charCodeAt(first) === digits[start + first]) first++;
	let last = 0;
	while (last < shorter - first && text.charCodeAt(text.length - 1 - last) === digits[end - 1 - last]) last++;
	const stop = text.length - last;
	const more = length - text.length;
	const isShort = stop - first <= 1 || stop - first + more <= 1;
	if (isShort) return stop > first || more > 0;
	const swapsFirst = isSwapped(text, first, digits, start + first);
	if (limit === 1) return swapsFirst && stop - first === 2 && more === 0;
	const swapsLast = isSwapped(text, stop - 2, digits, end - last - 2);
	// One edit is at the beginning, one at the end; what lies between is the same, moved by what the first one adds.
	for (let moved = -1; moved <= 1; moved++) {
		if (Math.abs(more - moved) > 1) continue;
		let at = first + (moved > 0 ? 0 : moved === 0 && swapsFirst ? 2 : 1);
		const to = stop - (more > moved ? 0 : more === moved && swapsLast ? 2 : 1);
		while (at < to && text.charCodeAt(at) === digits[start + at + moved]) at++;
		if (at >= to) return true;
	}
	return false;
}

function isSwapped(text: string, at: number, digits: Uint8Array, place: number): boolean {
	return text.charCodeAt(at) === digits[place + 1] && text.charCodeAt(at + 1) === digits[place];
}

function within(distance: number, limit: number): number | null {
	return distance > limit ? null : distance;
}

function rowsFor(
	width: number,
): readonly [Uint8Array, Uint8Array, Uint8Array] | [Uint16Array, Uint16Array, Uint16Array] {
	return width < LONGEST ? ROWS : [new Uint16Array(width + 2), new Uint16Array(width + 2), new Uint16Array(width + 2)];
}

function commonStart(a: string, b: string): number {
	let at = 0;
	while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
	return at;
}

function commonEnd(a: string, b: string): number {
	let count = 0;
	while (count < a.length && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count++;
	return count;
}
