import type { Random } from "../random.ts";

/** What many orders cost alike, in cents; the first are the most frequent. */
const PRICE_POINTS = [
	1990, 2990, 4990, 3990, 990, 1490, 2490, 9900, 5990, 7990, 4900, 2900, 1999, 2999, 4999, 3495, 2495, 1295, 8990, 9990,
	11900, 14900, 19900, 6990, 3490, 5490, 1790, 12900, 24900, 29900, 39900, 49900, 5000, 10000, 2500, 15000, 20000, 7500,
	1599, 3299,
];

/** Firms buy for more, and less often at a round price. `points`: percent of orders that cost what many others cost. */
export function drawPrice(random: Random, forFirm: boolean, points = 38): number {
	if (random.chance((forFirm ? points / 3 : points) / 100)) {
		const index = Math.floor(PRICE_POINTS.length * random.next() ** 1.8);
		return PRICE_POINTS[index] ?? 1990;
	}
	const normal = random.next() + random.next() + random.next() + random.next() - 2;
	return Math.max(500, Math.round(100 * Math.exp((forFirm ? 5.6 : 4.2) + 1.7 * normal)));
}

export function isPricePoint(minor: number): boolean {
	return PRICE_POINTS.includes(minor);
}
