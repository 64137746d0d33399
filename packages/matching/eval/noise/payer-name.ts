import type { Random } from "../random.ts";
import { drawCompany } from "../world/company.ts";
import type { Customer } from "../world/customers.ts";
import { TITLES } from "../world/name-lists.ts";
import { drawGiven, drawPerson, fullName } from "../world/person.ts";

/** Who pays, and how the bank writes him. */
export type PayerForm =
	| "customer"
	| "umlautAe"
	| "umlautStripped"
	| "rearranged"
	| "joint"
	| "spouse"
	| "companyForPerson"
	| "personForCompany"
	| "stranger"
	| "unnamed";

/** What the payer's name says about the customer: it is he, it is a relative of this surname, or nothing. */
export type Kinship = "same" | "surname" | "none";

export interface WrittenPayer {
	/** Null: the bank gives no name. */
	readonly name: string | null;
	readonly kinship: Kinship;
	/** He pays from the customer's own account. */
	readonly ownAccount: boolean;
	/** A customer himself, who pays for another one. */
	readonly otherCustomer?: Customer;
}

/** Null where the form does not fit the customer: no umlaut in the name, no firm. */
export function writePayer(
	random: Random,
	customer: Customer,
	form: PayerForm,
	drawCustomer: () => Customer,
): WrittenPayer | null {
	const { person, company } = customer;
	const plain = company ?? fullName(person);
	const own = (name: string): WrittenPayer => ({ name, kinship: "same", ownAccount: true });
	switch (form) {
		case "customer":
			return own(company !== null && random.chance(0.35) ? shortCompany(company) : plain);
		case "umlautAe":
			return hasUmlaut(plain) ? own(transliterated(plain)) : null;
		case "umlautStripped":
			return hasUmlaut(plain) ? own(stripped(plain, random)) : null;
		case "rearranged":
			return rearranged(random, customer);
		case "joint":
			return company === null ? own(joint(random, person)) : null;
		case "spouse":
			if (company !== null) return null;
			return { name: `${drawGiven(random)} ${person.family}`, kinship: "surname", ownAccount: random.chance(0.25) };
		case "companyForPerson":
			if (company !== null) return null;
			return { name: drawCompany(random), kinship: "none", ownAccount: false };
		case "personForCompany":
			if (company === null) return null;
			return random.chance(0.5)
				? { name: fullName(person), kinship: "same", ownAccount: false }
				: { name: fullName(drawPerson(random)), kinship: "none", ownAccount: false };
		case "stranger": {
			const other = random.chance(0.35) ? drawCustomer() : null;
			if (other === null || other === customer) {
				return { name: fullName(drawPerson(random)), kinship: "none", ownAccount: false };
			}
			return {
				name: other.company ?? fullName(other.person),
				kinship: "none",
				ownAccount: false,
				otherCustomer: other,
			};
		}
		case "unnamed":
			return { name: null, kinship: "none", ownAccount: random.chance(0.5) };
	}
}

export function hasUmlaut(name: string): boolean {
	return /[^\x20-\x7e]/.test(name);
}

/** As most banks still do: Müller, Straße, Łukasz become MUELLER, STRASSE, LUKASZ. */
export function transliterated(text: string): string {
	const pairs: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue", ß: "ss" };
	return bare(text.replace(/[äöüÄÖÜß]/g, (sign) => pairs[sign] ?? sign));
}

function bare(text: string): string {
	const others: Readonly<Record<string, string>> = { ł: "l", Ł: "L", ı: "i", đ: "d", Đ: "D", ß: "s", ø: "o" };
	return text
		.normalize("NFD")
		.replace(/\p{M}/gu, "")
		.replace(/[łŁıđĐßø]/g, (sign) => others[sign] ?? sign);
}

function stripped(name: string, random: Random): string {
	switch (random.weighted({ bare: 5, dot: 1, question: 2, blank: 1 })) {
		case "bare":
			return bare(name);
		case "dot":
			return name.replace(/[^\x20-\x7e]/g, ".");
		case "question":
			return name.replace(/[^\x20-\x7e]/g, "?");
		case "blank":
			return name.replace(/[^\x20-\x7e]/g, " ");
	}
}

function rearranged(random: Random, { person, company }: Customer): WrittenPayer {
	const own = (name: string): WrittenPayer => ({ name, kinship: "same", ownAccount: true });
	if (company !== null) return own(random.chance(0.5) ? company.slice(0, 27).trim() : shortCompany(company));
	const { given, family } = person;
	const first = given.split(/[ -]/)[0] ?? given;
	switch (random.weighted({ swapped: 5, comma: 4, title: 2, initial: 2, cut: 2, firstOnly: 2, secondName: 1 })) {
		case "swapped":
			return own(`${family} ${given}`);
		case "comma":
			return own(`${family}, ${given}`);
		case "title":
			return own(`${random.pick([...TITLES, "Herr", "Frau", "Herrn"])} ${given} ${family}`);
		case "initial":
			return own(`${given[0] ?? ""}. ${family}`);
		case "cut":
			return own(`${family} ${given}`.slice(0, Math.max(family.length + 3, 10)));
		case "firstOnly":
			return own(`${first} ${family}`);
		case "secondName":
			return own(`${given} ${drawGiven(random)} ${family}`);
	}
}

function joint(random: Random, { given, family }: Customer["person"]): string {
	const other = drawGiven(random);
	return random.pick([
		`${given} und ${other} ${family}`,
		`${other} u. ${given} ${family}`,
		`${family} ${given} + ${other}`,
		`${given} ${family} ODER ${other} ${family}`,
		`Eheleute ${given} und ${other} ${family}`,
		`${family}, ${given}/${other}`,
	]);
}

function shortCompany(company: string): string {
	const short = company.replace(
		/ (?:GmbH & Co\. KG|GmbH|AG|e\.K\.|OHG|GbR|UG \(haftungsbeschränkt\)|KG|Ges\.m\.b\.H\.|Sàrl)$/,
		"",
	);
	return short.includes(" ") ? short : company;
}
