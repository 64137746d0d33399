import { formatDecimal } from "@kontor/connector";
import { type Evidence, sentence } from "@kontor/matching";
import type { Reason } from "@kontor/protocol";

/** Stored evidence as sentences (PRODUCT M2). `evidence` is what the engine gave, as JSON. */
export function reasonsOf(evidence: unknown): Reason[] {
	// Written from the engine's decisions only.
	return (evidence as readonly Evidence[]).map((found) => ({
		field: found.field,
		matched:
			typeof found.matched === "string" ? found.matched : `${formatDecimal(found.matched)} ${found.matched.currency}`,
		weight: found.weight,
		text: { de: sentence(found, "de"), en: sentence(found, "en") },
	}));
}
