import type { Text } from "@kontor/connector";
import type { Position, StatementFault } from "./model.ts";

const SHOWN = 80;

/**
 * Thrown inside a reader by what finds the fault, caught at the statement's border and delivered as a value.
 * Never leaves this package.
 */
export class Unreadable extends Error {
	readonly fault: StatementFault;

	constructor(fault: StatementFault) {
		super(fault.message.en);
		this.fault = fault;
	}
}

/**
 * A fault with its sentences. `expected` is given in both languages; the English one is kept for machines.
 *
 * @param got what was found; shortened to 80 characters, control characters made visible
 */
export function faultAt(position: Position, expected: Text, got: string): StatementFault {
	const shown = shorten(got);
	const element = position.element === undefined ? "" : ` (${position.element})`;
	return {
		position,
		expected: expected.en,
		got: shown,
		message: {
			de: `Zeile ${position.line}${element}: erwartet wurde ${expected.de}, gefunden wurde ${shown === "" ? "nichts" : `„${shown}“`}.`,
			en: `Line ${position.line}${element}: expected ${expected.en}, got ${shown === "" ? "nothing" : `"${shown}"`}.`,
		},
	};
}

export function unreadable(position: Position, expected: Text, got: string): Unreadable {
	return new Unreadable(faultAt(position, expected, got));
}

function shorten(text: string): string {
	const visible = text.slice(0, SHOWN + 1).replace(/\p{Cc}/gu, "·");
	return visible.length > SHOWN ? `${visible.slice(0, SHOWN - 1)}…` : visible;
}
