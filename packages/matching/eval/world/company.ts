import type { Random } from "../random.ts";
import { CITIES, COMPANY_WORDS, INSTITUTIONS, LEGAL_FORMS, TRADES } from "./name-lists.ts";
import { drawSurname } from "./person.ts";

export function drawCompany(random: Random): string {
	const at = random.next();
	if (at < 0.12) return `${random.pick(INSTITUTIONS)} ${random.pick(CITIES)[1]}`;
	const form = random.pick(LEGAL_FORMS);
	const trade = random.pick(TRADES);
	if (at < 0.5) return `${trade} ${drawSurname(random)} ${form}`;
	if (at < 0.65) return `${drawSurname(random)} & ${random.pick(["Söhne", "Partner", "Co.", "Sohn"])} ${form}`;
	if (at < 0.85) return `${random.pick(COMPANY_WORDS)} ${trade} ${form}`;
	return `${drawSurname(random)} ${trade} ${form}`;
}
