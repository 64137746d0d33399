import { type AssignmentFigures, call, getAssignmentFigures } from "@kontor/protocol";
import { inLanguage, type Language } from "../language.ts";
import { table } from "../terminal/table.ts";
import { type HubOptions, merchantAccess } from "./hub-access.ts";

/** `kontor figures`: how right the machine was on the merchant's own history (PRODUCT M13). */
export async function showFigures(options: HubOptions & { json?: true }, language: Language): Promise<void> {
	const figures = await call(merchantAccess(options, language), getAssignmentFigures, {});
	if (options.json) console.log(JSON.stringify(figures, null, 2));
	else console.log(`${figuresTable(figures, language)}\n\n${figures.summary[language]}`);
}

function figuresTable(figures: AssignmentFigures, language: Language): string {
	const t = inLanguage(language);
	const number = (value: number, most = 0) =>
		new Intl.NumberFormat(language, { maximumFractionDigits: most }).format(value);
	return table(
		[{ title: t("Buchungen der letzten zwei Jahre", "Postings of the last two years") }, { title: "", align: "right" }],
		[
			[t("von Kontor zugeordnet", "assigned by Kontor"), number(figures.assignedByMachine)],
			[t("von Kontor zugeordnet und zurückgenommen", "assigned by Kontor and taken back"), number(figures.undone)],
			[t("von Menschen zugeordnet", "assigned by people"), number(figures.assignedByPeople)],
			[t("warten auf Prüfung", "waiting for review"), number(figures.waiting)],
			[
				t("Kontor bucht ab einer Wahrscheinlichkeit von", "Kontor books from a probability of"),
				number(figures.threshold, 5),
			],
		],
	);
}
