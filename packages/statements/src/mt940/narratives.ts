import type { Counterparty } from "../model.ts";
import { contentOf, type Field, lineOf, unwrapped } from "./field.ts";
import { type Narrative, readNarrative } from "./field-86.ts";

/** Reads all `:86:` of an entry; `undefined` where there is none, or none with a text. */
export function readNarratives(fields: readonly Field[] | undefined): Narrative | undefined {
	const [first] = fields ?? [];
	if (!fields || !first) return undefined;
	if (fields.length === 1 && first.subFields) return readNarrative(first);
	if (fields.length === 1) return contentOf(first).trim() === "" ? undefined : readNarrative(first);
	const telling = withoutCode(fields);
	return eachIsWhole(telling) ? merged(telling.map(readNarrative)) : readNarrative(together(telling));
}

/** Polish banks send `:86:152` before `:86:152~00...`: it says nothing that the second one does not. */
function withoutCode(fields: readonly Field[]): readonly Field[] {
	const [first, second] = fields;
	if (first === undefined || second === undefined) return fields;
	const content = contentOf(first);
	const code = content.trim();
	const isCode = /^\d{3}$/.test(code) && !content.includes("\n") && contentOf(second).startsWith(code);
	return isCode ? fields.slice(1) : fields;
}

const BEGINNING = /^\d{3}[^\w\s]00/;

/** Every one begins anew with the code and the booking text (`166?00`), so none goes on with the one before. */
function eachIsWhole([first, ...others]: readonly Field[]): boolean {
	const beginning = first && BEGINNING.exec(unwrapped(contentOf(first)))?.[0];
	return (
		beginning !== undefined &&
		others.length > 0 &&
		others.every((field) => unwrapped(contentOf(field)).startsWith(beginning))
	);
}

/** All texts, and of everything else what is said first. */
function merged(narratives: readonly Narrative[]): Narrative {
	const said = <T>(of: (one: Narrative) => T | undefined): T | undefined => {
		for (const one of narratives) if (of(one) !== undefined) return of(one);
		return undefined;
	};
	return {
		gvc: said(({ gvc }) => gvc),
		bookingText: said(({ bookingText }) => bookingText),
		remittance: narratives.flatMap(({ remittance }) => (remittance === "" ? [] : [remittance])).join("\n"),
		counterparty: said(({ counterparty }) => (isNamed(counterparty) ? counterparty : undefined)) ?? {},
		endToEndId: said(({ endToEndId }) => endToEndId),
		mandateId: said(({ mandateId }) => mandateId),
		creditorId: said(({ creditorId }) => creditorId),
		customerReference: said(({ customerReference }) => customerReference),
		bankReference: said(({ bankReference }) => bankReference),
		references: narratives.flatMap(({ references }) => references),
		returnReason: said(({ returnReason }) => returnReason),
		originalAmount: said(({ originalAmount }) => originalAmount),
		charges: said(({ charges }) => charges),
	};
}

function isNamed({ name, iban, account }: Counterparty): boolean {
	return name !== undefined || iban !== undefined || account !== undefined;
}

function together(fields: readonly Field[]): Field {
	return lineOf(fields.map(contentOf).join("\n"), 0, "86");
}
