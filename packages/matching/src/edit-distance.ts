/**
 * Damerau-Levenshtein distance (optimal string alignment) of two short texts, or null where it is more than `limit`:
 * a digit replaced, left out, added, or swapped with its neighbour each count one.
 */
export function editDistance(a: string, b: string, limit: number): number | null {
	if (Math.abs(a.length - b.length) > limit) return null;
	let older: number[] = [];
	let old = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		let best = i;
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let cost = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
			}
			row.push(cost);
			best = Math.min(best, cost);
		}
		if (best > limit) return null;
		[older, old] = [old, row];
	}
	const distance = old[b.length] ?? 0;
	return distance > limit ? null : distance;
}
