/** The three digits of a German transaction code (Geschäftsvorfallcode), alone or inside "NTRF+166+9070". */
export function gvcOf(code: string): string | null {
	return /(?<!\d)\d{3}(?!\d)/.exec(code)?.[0] ?? null;
}
