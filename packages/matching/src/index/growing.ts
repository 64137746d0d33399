/** How large a column becomes that has to hold `needed` values: doubled while small, later by a quarter, to waste little. */
export function grownSize(size: number, needed: number): number {
	return Math.max(needed, size < 65_536 ? size * 2 : Math.ceil(size * 1.25), 16);
}
