import { formatDecimal } from "@kontor/connector";
import { type Evidence, sentence } from "@kontor/matching";
import type { Reason } from "@kontor/protocol";

/** The engine failed at a posting: its decision is a person's. */
export interface NotDecided extends Omit<Evidence, "finding"> {
	readonly finding: "notDecided";
}

/** What stands behind a decision. */
export type StoredReason = Evidence | NotDecided;

export const NOT_DECIDED: NotDecided = {
	field: "posting",
	finding: "notDecided",
	matched: "",
	expected: "",
	weight: 0,
};
const NOT_DECIDED_TEXT = {
	de: "Die Buchung konnte nicht maschinell geprüft werden. Bitte ordnen Sie sie selbst zu.",
	en: "The posting could not be checked by machine. Please assign it yourself.",
};

/** Stored evidence as sentences (PRODUCT M2). `evidence` is what the engine gave, as JSON. */
export function reasonsOf(evidence: unknown): Reason[] {
	// Written from the engine's decisions only.
	return (evidence as readonly StoredReason[]).map((found) => ({
		field: found.field,
		matched:
			typeof found.matched === "string" ? found.matched : `${formatDecimal(found.matched)} ${found.matched.currency}`,
		weight: found.weight,
		text: found.finding === "notDecided" ? NOT_DECIDED_TEXT : { de: sentence(found, "de"), en: sentence(found, "en") },
	}));
}
