import type { Money, Text } from "@kontor/connector";

/**
 * Checks of fields by hand: a schema library takes several times as long as reading the line, and a million lines have to be
 * read in seconds. A field that is missing, null or an empty text counts as left out.
 */
export class UnexpectedField extends Error {
	/** Its path in the object: "amount.minor", "terms[0].days"; "" for the object itself. */
	readonly field: string;
	readonly expected: Text;
	readonly got: unknown;

	constructor(field: string, expected: Text, got: unknown) {
		super(`${field}: expected ${expected.en}`);
		this.field = field;
		this.expected = expected;
		this.got = got;
	}
}

/** Numbers are often exported as such: 10023 is "10023". */
export function text(value: unknown, field: string): string | undefined {
	if (typeof value === "string") return value === "" ? undefined : value;
	if (value === undefined || value === null) return undefined;
	if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
	throw new UnexpectedField(field, TEXT, value);
}

export function requiredText(value: unknown, field: string): string {
	const found = text(value, field);
	if (found === undefined) throw new UnexpectedField(field, TEXT, value);
	return found;
}

export function texts(value: unknown, field: string): readonly string[] | undefined {
	if (value === undefined || value === null) return undefined;
	if (!Array.isArray(value)) throw new UnexpectedField(field, TEXTS, value);
	if (value.length === 0) return undefined;
	return value.map((item, i) => text(item, `${field}[${i}]`)).filter((item) => item !== undefined);
}

export function flag(value: unknown, field: string): boolean | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== "boolean") throw new UnexpectedField(field, FLAG, value);
	return value;
}

export function choice<const T extends string>(value: unknown, field: string, choices: readonly T[]): T | undefined {
	if (value === undefined || value === null || value === "") return undefined;
	const found = choices.find((one) => one === value);
	if (found !== undefined) return found;
	throw new UnexpectedField(field, { de: choices.join(", "), en: choices.join(", ") }, value);
}

export function money(value: unknown, field: string): Money | undefined {
	if (value === undefined || value === null) return undefined;
	const { minor, currency } = object(value, field, MONEY);
	if (typeof minor !== "number" || !Number.isSafeInteger(minor)) {
		throw new UnexpectedField(`${field}.minor`, MINOR, minor);
	}
	if (currency === "EUR") return { minor, currency };
	if (typeof currency === "string" && /^[A-Za-z]{3}$/.test(currency))
		return { minor, currency: currency.toUpperCase() };
	throw new UnexpectedField(`${field}.currency`, CURRENCY, currency);
}

export function requiredMoney(value: unknown, field: string): Money {
	const found = money(value, field);
	if (found === undefined) throw new UnexpectedField(field, MONEY, value);
	return found;
}

/** From `least` on. */
export function whole(value: unknown, field: string, least: number): number | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
	throw new UnexpectedField(field, { de: `eine ganze Zahl ab ${least}`, en: `a whole number from ${least} on` }, value);
}

export function object(value: unknown, field: string, expected: Text): Readonly<Record<string, unknown>> {
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
	throw new UnexpectedField(field, expected, value);
}

const TEXT: Text = { de: "ein Text", en: "a text" };
const TEXTS: Text = { de: "eine Liste von Texten", en: "a list of texts" };
const FLAG: Text = { de: "true oder false", en: "true or false" };
const MONEY: Text = {
	de: 'ein Betrag wie {"minor": 11900, "currency": "EUR"}',
	en: 'an amount such as {"minor": 11900, "currency": "EUR"}',
};
const MINOR: Text = {
	de: "eine ganze Zahl in der kleinsten Einheit der Währung",
	en: "a whole number in the smallest unit of the currency",
};
const CURRENCY: Text = { de: "eine Währung wie EUR", en: "a currency such as EUR" };
