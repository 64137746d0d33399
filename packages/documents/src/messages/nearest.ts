/** The name meant by a mistyped one: the nearest by single-character edits, if it is near enough to be a slip. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
	const [best] = names
		.map((name) => ({ name, edits: editsBetween(typed.toLowerCase(), name.toLowerCase()) }))
		.sort((one, other) => one.edits - other.edits);
	if (best !== undefined && best.edits <= Math.max(2, Math.floor(typed.length / 3))) return best.name;
	return names.find((name) => name.split(".").includes(typed));
}

/** Levenshtein's distance, a row at a time. */
function editsBetween(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (let i = 1; i <= one.length; i++) {
		const next = [i];
		for (let j = 1; j <= other.length; j++) {
			const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
			next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
