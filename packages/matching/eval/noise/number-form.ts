import type { Random } from "../random.ts";

/** How a payer writes the number he was given. */
export type NumberForm =
	| "exact"
	| "prefixMissing"
	| "prefixForeign"
	| "zerosDropped"
	| "separatorsChanged"
	| "spaced"
	| "substitution"
	| "transposition"
	| "omittedOrAdded"
	| "twoEdits"
	| "ocr";

/** What can still be read of a number: all of it, its last part, or something like it. */
export type Legibility = "whole" | "tail" | "oneEdit" | "twoEdits";

export interface WrittenNumber {
	readonly text: string;
	readonly legibility: Legibility;
}

/** Null where the form changes nothing about this number: "#1001" has no zeros to drop. */
export function writeNumber(random: Random, number: string, form: NumberForm): WrittenNumber | null {
	const text = FORMS[form](number, random);
	if (text === null || (form !== "exact" && text === number)) return null;
	return { text, legibility: legibilityOf(form) };
}

function legibilityOf(form: NumberForm): Legibility {
	switch (form) {
		case "prefixMissing":
		case "prefixForeign":
			return "tail";
		case "substitution":
		case "transposition":
		case "omittedOrAdded":
			return "oneEdit";
		case "twoEdits":
			return "twoEdits";
		default:
			return "whole";
	}
}

const FORMS: Readonly<Record<NumberForm, (number: string, random: Random) => string | null>> = {
	exact: (number, random) => (random.chance(0.06) ? number.toLowerCase() : number),

	/** AU-10023: 10023. 2026-10023: 10023. RG2026-0815: 2026-0815, 0815. */
	prefixMissing: (number, random) => {
		const digits = number.replace(/^\D+/, "");
		if (/[A-Z]/.test(digits)) return null;
		const tail = tailOf(number);
		return tail.length >= 3 && (digits === number || random.chance(0.6)) ? tail : digits;
	},

	prefixForeign: (number, random) => {
		if (!/^[A-Z#]|^\d+$/.test(number) || /\d[A-Z]/.test(number)) return null;
		const own = number.replace(/[^A-Z].*/, "");
		const prefix = random.pick(
			["RG", "RE", "AU", "R", "B", "BE", "INV", "RG-", "RE-", "AU-", "A"].filter(
				(other) => !other.startsWith(own) || own === "",
			),
		);
		return prefix + number.replace(/^\D+/, "");
	},

	zerosDropped: (number) => {
		const text = number.replace(/(?<!\d)0+(?=\d)/g, "");
		return text === number ? null : text;
	},

	separatorsChanged: (number, random) => {
		if (/[-#]/.test(number)) return number.replace(/[-#]/g, random.pick([" ", "", "/", ".", "_", " - ", ": "]));
		return /^[A-Z]+\d/.test(number) ? number.replace(/(?<=[A-Z])(?=\d)/, random.pick([" ", "-", "/", "."])) : null;
	},

	spaced: (number, random) => {
		if (random.chance(0.2)) return number.replace(/(?<=\d)(?=\d)/g, " ");
		const places = [...number.matchAll(/(?<=\d)(?=\d)/g)].map((match) => match.index);
		if (places.length === 0) return null;
		const at = random.pick(places);
		return `${number.slice(0, at)} ${number.slice(at)}`;
	},

	substitution: substituted,
	transposition: transposed,

	omittedOrAdded: (number, random) => {
		const at = digitPlace(number, random);
		if (random.chance(0.5)) return number.slice(0, at) + number.slice(at + 1);
		return number.slice(0, at) + (random.chance(0.4) ? number[at] : random.int(0, 9)) + number.slice(at);
	},

	twoEdits: (number, random) => {
		const once = substituted(number, random);
		const twice = random.chance(0.5) ? substituted(once, random) : transposed(once, random);
		return twice === null || twice === number ? null : twice;
	},

	ocr: (number, random) => {
		const letters: Readonly<Record<string, string>> = { "0": "O", "1": random.pick(["I", "l"]), "5": "S", "8": "B" };
		const places = [...number.matchAll(/[0158]/g)].map((match) => match.index);
		if (places.length === 0) return null;
		const all = random.chance(0.4);
		const at = random.pick(places);
		return number.replace(/[0158]/g, (sign, index) => (all || index === at ? (letters[sign] ?? sign) : sign));
	},
};

/** The last group of digits without its zeros; the whole where letters and digits alternate. */
export function tailOf(number: string): string {
	const compact = number.toUpperCase().replace(/[^A-Z0-9]/g, "");
	if (/\d[A-Z]/.test(compact)) return compact;
	return (number.match(/\d+/g)?.at(-1) ?? compact).replace(/^0+/, "");
}

function digitPlace(number: string, random: Random): number {
	const places = [...number.matchAll(/\d/g)].map((match) => match.index);
	// the first digits are rarely wrong: they are the same on everything the payer sees
	return places[Math.floor(places.length * Math.sqrt(random.next()))] ?? 0;
}

function substituted(number: string, random: Random): string {
	const at = digitPlace(number, random);
	const other = (Number(number[at]) + random.int(1, 9)) % 10;
	return number.slice(0, at) + other + number.slice(at + 1);
}

function transposed(number: string, random: Random): string | null {
	const places = [...number.matchAll(/(?<=(\d))(\d)/g)].filter((match) => match[1] !== match[2]);
	if (places.length === 0) return null;
	const at = random.pick(places).index;
	return number.slice(0, at - 1) + number[at] + number[at - 1] + number.slice(at + 1);
}
