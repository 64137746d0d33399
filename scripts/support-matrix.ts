import { ABILITIES, type Ability, type COMMAND_KINDS, type Manifest, type Support, supportOf } from "@kontor/connector";

const MARKS: Readonly<Record<Support, string>> = { yes: "✓", "not-offered": "–", "not-built": "◦" };

/** Abilities that are no commands; those go by their names. */
const WAYS: Readonly<Record<Exclude<Ability, (typeof COMMAND_KINDS)[number]>, string>> = {
	webhooks: "says at once what changed",
	documents: "invoice documents",
	connect: "connects by consent in the shop",
	embedded: "Kontor's page in the shop's admin",
	findsOrders: "finds an order by its number, for an ERP's status",
	payouts: "splits its payouts by its own books",
};

/** Per ability and shop system, from the manifests: there, not to be had of the shop system (and why), not built. */
export function supportMatrix(manifests: readonly Manifest[]): string {
	const notes: string[] = [];
	const cell = (manifest: Manifest, ability: Ability): string => {
		const mark = MARKS[supportOf(manifest, ability)];
		const reason = manifest.notOffered?.[ability];
		if (reason === undefined) return mark;
		const note = `${manifest.title.en}: ${reason}.`;
		if (!notes.includes(note)) notes.push(note);
		return `${mark}${raised(notes.indexOf(note) + 1)}`;
	};
	const rows = [
		["", ...manifests.map(({ id, title }) => `[${title.en}](plugins/${id})`)],
		["---", ...manifests.map(() => "---")],
		...ABILITIES.map((ability) => [
			ability in WAYS ? Reflect.get(WAYS, ability) : `\`${ability}\``,
			...manifests.map((manifest) => cell(manifest, ability)),
		]),
	];
	return [
		...rows.map((cells) => `| ${cells.join(" | ")} |`),
		"",
		[
			`${MARKS.yes} yes, ${MARKS["not-offered"]} the shop system offers no way, ${MARKS["not-built"]} not built.`,
			...notes.map((note, at) => `${raised(at + 1)} ${note}`),
		].join("  \n"),
	].join("\n");
}

function raised(number: number): string {
	return String(number).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "");
}
