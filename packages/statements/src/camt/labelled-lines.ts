type Labelled = "endToEndId" | "mandateId" | "creditorId";

/** comdirect has no references: each stands in a line of the purpose, below a line that names it. */
const LABELS: ReadonlyMap<string, Labelled> = new Map([
	["End-to-End-Ref.:", "endToEndId"],
	["CORE / Mandatsref.:", "mandateId"],
	["COR1 / Mandatsref.:", "mandateId"],
	["B2B / Mandatsref.:", "mandateId"],
	["Gläubiger-ID:", "creditorId"],
]);

/** The purpose without its labelled lines, and what those say. */
export interface Purpose {
	readonly lines: readonly string[];
	readonly labelled: { readonly [field in Labelled]?: string };
}

export function purposeOf(lines: readonly string[]): Purpose {
	if (!lines.some((line) => LABELS.has(line))) return { lines, labelled: {} };
	const rest: string[] = [];
	const labelled: { [field in Labelled]?: string } = {};
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at] ?? "";
		const field = LABELS.get(line);
		const value = lines[at + 1];
		if (field === undefined || value === undefined) rest.push(line);
		else {
			labelled[field] ??= value;
			at++;
		}
	}
	return { lines: rest, labelled };
}
