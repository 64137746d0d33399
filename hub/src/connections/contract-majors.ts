import { CONTRACT_MAJOR, type Text } from "@kontor/connector";
import { problem } from "@kontor/protocol";

/** A contract major that hosts may speak (packages/connector/VERSIONING.md). */
export interface ServedMajor {
	readonly major: number;
	/** The last day on which it is served: YYYY-MM-DD; null: the present one. */
	readonly until: string | null;
}

/** What this hub serves. With a new major, the one before stays for twelve months, with its day. */
export const SERVED: readonly ServedMajor[] = [{ major: CONTRACT_MAJOR, until: null }];

/**
 * What a host that speaks this major is told at hello: nothing, or until when it is served.
 * @throws ProblemError 426 for one that is not served, or not any more. Nothing is touched then: connections, orders, cursors and commands wait.
 */
export function noticesOf(spoken: number, today: string, served: readonly ServedMajor[] = SERVED): readonly Text[] {
	const known = served.find(({ major, until }) => major === spoken && (until === null || today <= until));
	const [newest] = [...served].sort((a, b) => b.major - a.major);
	if (known === undefined || newest === undefined) throw refused(spoken, served);
	if (known.until === null) return [];
	return [
		{
			de: `Der Vertrag ${spoken} wird bis ${known.until} bedient. Bitte die Anbindung bis dahin auf Vertrag ${newest.major} bringen.`,
			en: `Contract ${spoken} is served until ${known.until}. Please bring the plugin to contract ${newest.major} by then.`,
		},
	];
}

function refused(spoken: number, served: readonly ServedMajor[]) {
	const majors = served.map(({ major }) => major).join(", ");
	return problem("CONTRACT_REFUSED", {
		detail: `this hub serves contract ${majors}, the plugin speaks ${spoken}`,
		forMerchant: {
			de: `Diese Anbindung passt nicht zum Stand von Kontor (Vertrag ${spoken} statt ${majors}). Bitte beide auf denselben Stand bringen.`,
			en: `This plugin does not fit this release of Kontor (contract ${spoken} instead of ${majors}). Please bring both to the same release.`,
		},
	});
}
