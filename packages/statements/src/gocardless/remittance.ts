import { readPurpose, type Tags } from "../mt940/purpose.ts";
import { orNone, withoutBlanks } from "../text.ts";
import type { Transaction } from "./answer.ts";

export interface Remittance {
	/** What a bank wrote into the text with the tags of its MT940 ("EREF+", "SVWZ+"). */
	readonly tags: Tags;
	readonly text: string;
	readonly further: string | undefined;
	readonly references: readonly string[];
}

const TAGGED = /(?:EREF|KREF|MREF|CRED|SVWZ|ABWA)\+/;

/** What the payer wrote. Where it is given in lines and at once, the lines are the whole of it. */
export function remittanceOf(transaction: Transaction): Remittance {
	const lines = linesOf(
		transaction.remittanceInformationUnstructuredArray,
		transaction.remittanceInformationUnstructured,
	);
	const references = linesOf(
		transaction.remittanceInformationStructuredArray,
		transaction.remittanceInformationStructured,
	);
	const further = orNone(transaction.additionalInformation);
	const said = lines.join("\n");
	const { tags, text } = TAGGED.test(said) ? readPurpose(lines.join(""), []) : { tags: undefined, text: said };
	const shown = text !== "" ? text : ((references.join("\n") || further) ?? "");
	return {
		tags,
		text: shown,
		further: further === undefined || shown.includes(further) ? undefined : further,
		references: references.map(withoutBlanks),
	};
}

function linesOf(many: readonly string[] | null | undefined, one: string | undefined): string[] {
	const lines = (many ?? []).filter((line) => line.trim() !== "");
	if (lines.length > 0) return lines;
	return one === undefined ? [] : [one];
}
