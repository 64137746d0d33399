import type { Random } from "../random.ts";

/** One of the merchant's shops: how it counts. */
export interface Shop {
	readonly id: string;
	/** Of all orders. */
	readonly share: number;
	/** The buyer's order number of the n-th order, placed in `year`; `inYear` counts from the year's first. */
	order(at: Position, random: Random): string;
	/** Null where the shop issues no invoices of its own. */
	readonly invoice: ((at: Position) => string) | null;
	/** Null where it does not count its customers. */
	readonly customer: ((index: number) => string) | null;
	/** By how much the count runs ahead of `n` where other things are counted too. */
	readonly gaps?: number;
	readonly francs?: boolean;
}

export interface Position {
	readonly n: number;
	readonly year: number;
	readonly inYear: number;
}

const pad = (value: number, length: number) => String(value).padStart(length, "0");
const CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * Numbers are dense and collide: two shops count from nearly the same start, invoice numbers are other orders' numbers
 * under another prefix, customer numbers lie inside the range of order numbers.
 */
export const SHOPS: readonly Shop[] = [
	{
		id: "werkzeug",
		share: 0.2,
		order: ({ n }) => `AU-${10_000 + n}`,
		invoice: ({ n }) => `RG-${10_000 + Math.floor(n * 0.93) + 7}`,
		customer: (index) => `K-${70_000 + index}`,
	},
	{
		id: "garten",
		share: 0.15,
		order: ({ year, inYear }) => `${year}-${pad(10_000 + inYear, 5)}`,
		invoice: ({ year, inYear }) => `RE${year}-${pad(inYear + 301, 5)}`,
		customer: (index) => String(10_000 + index),
	},
	{
		id: "buero",
		share: 0.1,
		order: ({ year, inYear }) => `B-${year}-${pad(inYear + 1, 6)}`,
		invoice: ({ year, inYear }) => `RG${year}-${pad(inYear + 1, 4)}`,
		customer: (index) => `D${pad(index + 1, 6)}`,
	},
	{ id: "mode", share: 0.1, order: ({ n }) => `#${1001 + n}`, invoice: null, customer: null },
	{
		id: "tier",
		share: 0.12,
		order: ({ n }) => String(10_000 + n),
		invoice: ({ n }) => `R${200_000 + n}`,
		customer: (index) => String(10_000 + index * 2),
	},
	{
		id: "tier-alt",
		share: 0.1,
		order: ({ n }) => String(10_012 + n),
		invoice: null,
		customer: (index) => `K${pad(index + 1, 5)}`,
	},
	{
		id: "foto",
		share: 0.08,
		order: ({ n }) => String(31_000 + n * 3 + (n % 3)),
		invoice: ({ n }) => `INV-${pad(n + 1, 6)}`,
		customer: null,
		gaps: 3,
	},
	{
		id: "tickets",
		share: 0.05,
		order: (_at, random) => {
			const letter = () => CODE_LETTERS[random.int(0, CODE_LETTERS.length - 1)] ?? "X";
			return `${letter()}${random.int(2, 9)}${letter()}${letter()}${random.int(2, 9)}${letter()}`;
		},
		invoice: null,
		customer: null,
	},
	{
		id: "ebay",
		share: 0.05,
		order: (_at, random) => `${random.digits(2)}-${random.digits(5)}-${random.digits(5)}`,
		invoice: ({ n }) => `E${500_000 + n}`,
		customer: null,
	},
	{
		id: "schweiz",
		share: 0.05,
		order: ({ n }) => pad(40_000 + n, 8),
		invoice: ({ year, inYear }) => `${year}${pad(inYear + 1, 5)}`,
		customer: (index) => String(60_000 + index),
		francs: true,
	},
];

/** The shops whose numbers mean two orders. */
export const SHARING = new Set(["tier", "tier-alt"]);
