import type { StatementEvent } from "../format.ts";
import type { Position, StatementFault } from "../model.ts";

/** The event with the member's name in every position and in a fault's sentences. */
export function inMember(name: string, event: StatementEvent): StatementEvent {
	const placed = (position: Position): Position => ({
		...position,
		member: position.member === undefined ? name : `${name}/${position.member}`,
	});
	switch (event.type) {
		case "entry":
			return { type: "entry", entry: { ...event.entry, position: placed(event.entry.position) } };
		case "statement": {
			const { head } = event;
			const warnings = head.warnings.map((warning) => ({ ...warning, position: placed(warning.position) }));
			return { type: "statement", head: { ...head, position: placed(head.position), warnings } };
		}
		default:
			return { type: "fault", error: named(name, { ...event.error, position: placed(event.error.position) }) };
	}
}

function named(name: string, fault: StatementFault): StatementFault {
	const { de, en } = fault.message;
	return { ...fault, message: { de: `${name}: ${de}`, en: `${name}: ${en}` } };
}
