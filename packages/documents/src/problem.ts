import type { Text } from "@kontor/connector";

/** One thing that keeps a document from being made: where, a code for machines, and a sentence that a merchant can act on. */
export interface Problem {
	/** Where the fault is, as a path into what was given: "payee.iban", "payments[3].amount". */
	readonly field: string;
	readonly code: string;
	readonly forMerchant: Text;
}

/** A document, or everything that is wrong with what it was to be made of. Data of customers is often wrong: that is an answer, no fault. */
export type Checked<T, P extends Problem = Problem> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly problems: readonly P[] };

export function problem(field: string, code: string, de: string, en: string): Problem {
	return { field, code, forMerchant: { de, en } };
}

/** The value where nothing was found, else what was found. */
export function checked<T, P extends Problem>(problems: readonly P[], value: () => T): Checked<T, P> {
	return problems.length === 0 ? { ok: true, value: value() } : { ok: false, problems };
}
