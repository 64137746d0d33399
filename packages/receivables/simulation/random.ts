/** A source of chance: the same seed gives the same year, on every machine. */
export interface Random {
	/** 0 up to, not including, 1. */
	next(): number;
	/** A whole number, both ends included. */
	between(min: number, max: number): number;
	/** True in this share of cases. */
	chance(share: number): boolean;
	pick<T>(choices: readonly [T, ...T[]]): T;
}

/** mulberry32 (public domain): small, and good enough for choices. */
export function seeded(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
	return {
		next,
		between,
		chance: (share) => next() < share,
		pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
	};
}
