/** Repeatable randomness: the same seed gives the same set on every machine. */
export interface Random {
	/** 0 up to, not including, 1. */
	next(): number;
	/** A whole number from `from` to `to`, both included. */
	int(from: number, to: number): number;
	/** True with this probability. */
	chance(probability: number): boolean;
	pick<T>(list: readonly T[]): T;
	/** By weights, in the order of the keys. */
	weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K;
	/** So many decimal digits; the first is never 0. */
	digits(count: number): string;
	/** An independent generator: what is drawn from it does not shift what is drawn from this one. */
	fork(name: string): Random;
}

export function randomFrom(seed: number, name = ""): Random {
	const next = sfc32(hash(`${seed}/${name}`));
	const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
	const pick = <T>(list: readonly T[]): T => {
		const item = list[Math.floor(next() * list.length)];
		if (item === undefined) throw new Error("Nothing to pick from");
		return item;
	};
	return {
		next,
		int,
		chance: (probability) => next() < probability,
		pick,
		weighted: (weights) => byWeight(weights, next()),
		digits: (count) => {
			let text = String(int(1, 9));
			while (text.length < count) text += String(int(0, 9));
			return text;
		},
		fork: (child) => randomFrom(seed, `${name}/${child}`),
	};
}

function byWeight<K extends string>(weights: Readonly<Partial<Record<K, number>>>, at: number): K {
	const entries = Object.entries(weights) as [K, number][];
	let rest = at * entries.reduce((sum, [, weight]) => sum + weight, 0);
	for (const [key, weight] of entries) {
		rest -= weight;
		if (rest < 0) return key;
	}
	const last = entries.at(-1);
	if (last === undefined) throw new Error("No weights");
	return last[0];
}

/** Chris Doty-Humphrey's small fast counter generator, seeded by four words. */
function sfc32([a0, b0, c0, d0]: readonly [number, number, number, number]): () => number {
	let a = a0;
	let b = b0;
	let c = c0;
	let d = d0;
	return () => {
		const t = (((a + b) | 0) + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + t) | 0;
		return (t >>> 0) / 4_294_967_296;
	};
}

/** FNV-1a with four starting points. */
function hash(text: string): readonly [number, number, number, number] {
	const word = (start: number) => {
		let value = start;
		for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
		value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
		return value ^ (value >>> 12);
	};
	return [word(0x811c9dc5), word(0x12345671), word(0x6b43a9b5), word(0x9e3779b9)];
}
