/** Where things stand on the first page, in millimetres from the top left corner of an A4 page. */
export interface Window {
	readonly sender: { readonly x: number; readonly y: number };
	readonly address: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
	readonly facts: { readonly x: number; readonly y: number; readonly width: number };
	readonly subjectY: number;
	readonly left: number;
	readonly right: number;
	readonly foldMarks: readonly number[];
}

/**
 * - `din5008b`: DIN 5008, form B. Address zone of 85 x 27.3 mm below 17.7 mm for sender and remarks, from 45 mm; fold marks at 105
 *   and 210 mm, hole mark at 148.5 mm.
 * - `swiss`: window on the left, as Swiss Post sorts it: the area of 85.5 x 25.5 mm from 22, 60 mm holds the address and nothing else.
 *   The two windows overlap, so either envelope shows the address; the sender's line stands above the Swiss area.
 */
export const WINDOWS = {
	din5008b: {
		sender: { x: 25, y: 57.7 },
		address: { x: 25, y: 62.7, width: 80, height: 27.3 },
		facts: { x: 125, y: 50, width: 65 },
		subjectY: 101,
		left: 25,
		right: 20,
		foldMarks: [105, 148.5, 210],
	},
	swiss: {
		sender: { x: 25, y: 55 },
		address: { x: 25, y: 60.5, width: 80, height: 25 },
		facts: { x: 125, y: 50, width: 65 },
		subjectY: 100,
		left: 25,
		right: 20,
		foldMarks: [],
	},
} as const satisfies Readonly<Record<string, Window>>;

export type WindowKind = keyof typeof WINDOWS;
