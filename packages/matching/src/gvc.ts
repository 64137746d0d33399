/** The three digits of a German transaction code (Geschäftsvorfallcode), alone or inside "NTRF+166+9070". */
export function gvcOf(code: string): string | null {
	return /(?<!\d)\d{3}(?!\d)/.exec(code)?.[0] ?? null;
}

/** Banks have some hundred codes; what else may stand in their place must not be kept for ever. */
const MOST_CODES = 1024;

/** The same function of a transaction code, worked out once for each. */
export function onceForEachCode(of: (code: string) => string | null): (code: string) => string | null {
	const known = new Map<string, string | null>();
	return (code) => {
		const answer = known.get(code);
		if (answer !== undefined) return answer;
		if (known.size === MOST_CODES) known.clear();
		const found = of(code);
		known.set(code, found);
		return found;
	};
}
