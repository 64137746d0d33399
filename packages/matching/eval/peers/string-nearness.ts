/**
 * How much of two strings is common, 0 to 100, as Business Central counts it: common pieces of at least four characters, the
 * longest first, against the length of the longer string. Words in another order stay common, short ones do not.
 */
export function stringNearness(a: string, b: string): number {
	if (a === b) return a === "" ? 0 : 100;
	const common = commonCharacters(a, b);
	return (100 * common) / Math.max(a.length, b.length);
}

const SHORTEST_PIECE = 4;

function commonCharacters(a: string, b: string): number {
	const { length, inA, inB } = longestCommon(a, b);
	if (length < SHORTEST_PIECE) return 0;
	const left = commonCharacters(a.slice(0, inA), b.slice(0, inB));
	return length + left + commonCharacters(a.slice(inA + length), b.slice(inB + length));
}

function longestCommon(a: string, b: string): { length: number; inA: number; inB: number } {
	let best = { length: 0, inA: 0, inB: 0 };
	let before = new Uint16Array(b.length + 1);
	for (let i = 1; i <= a.length; i++) {
		const row = new Uint16Array(b.length + 1);
		for (let j = 1; j <= b.length; j++) {
			if (a[i - 1] !== b[j - 1]) continue;
			const length = (before[j - 1] ?? 0) + 1;
			row[j] = length;
			if (length > best.length) best = { length, inA: i - length, inB: j - length };
		}
		before = row;
	}
	return best;
}
