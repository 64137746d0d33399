import type { Entry } from "../model.ts";

/**
 * What an answer lists twice under one id is one transaction where it says the same, and where it does not, that id is
 * none: then all that bears it is kept without.
 */
export function withoutRepeats(entries: readonly Entry[]): Entry[] {
	const byId = Map.groupBy(entries, ({ uniqueId }) => uniqueId);
	return entries.flatMap((entry) => {
		const alike = entry.uniqueId === undefined ? [entry] : (byId.get(entry.uniqueId) ?? []);
		if (alike.length === 1) return [entry];
		const [first] = alike;
		if (alike.some(({ raw }) => raw !== first?.raw)) return [{ ...entry, uniqueId: undefined }];
		return entry === first ? [entry] : [];
	});
}
