import { formatMoney, Money, type PageLanguage } from "@kontor/connector";
import { RULE_WORDS } from "../words/rule-words.ts";
import { CODES } from "../words/words.ts";
import { type Field, fieldsOf } from "./parameters.ts";
import type { Condition, Editor, Rule } from "./shapes.ts";

/** When a rule holds, in one line. */
export function conditionsInWords({ conditions }: Rule, editor: Editor, language: PageLanguage): string {
	if (conditions.length === 0) return RULE_WORDS.always[language];
	return conditions.map((condition) => conditionInWords(condition, editor, language)).join(" · ");
}

/** What goes with its change of the status. */
export function effectsInWords({ inform, transferShipments }: Rule, language: PageLanguage): string[] {
	return [
		...(inform === null ? [] : [`${RULE_WORDS.mail[language]}: ${inform.layout || "…"}`]),
		...(transferShipments ? [RULE_WORDS.withShipments[language]] : []),
	];
}

function conditionInWords(condition: Condition, { conditions }: Editor, language: PageLanguage): string {
	const kind = conditions.find(({ name }) => name === condition.is);
	const title = kind?.title[language] ?? condition.is;
	const given = (kind === undefined ? [] : fieldsOf(kind)).map((field) => shown(field, condition, language));
	const whole = given.length === 0 ? title : `${title} (${given.join(", ")})`;
	return condition.not === true ? `${whole}: ${RULE_WORDS.not[language]}` : whole;
}

function shown({ name, kind }: Field, condition: Condition, language: PageLanguage): string {
	const value = condition.with[name];
	if (kind === "money") {
		const money = Money.safeParse(value);
		return money.success ? formatMoney(money.data, language) : "…";
	}
	if (Array.isArray(value) && value.length > 0) return value.map((one) => choiceName(String(one), language)).join(", ");
	return typeof value === "number" || (typeof value === "string" && value !== "") ? String(value) : "…";
}

/** Payment codes have names of their own; what else can be chosen is shown as it is. */
export function choiceName(choice: string, language: PageLanguage): string {
	return Object.entries(CODES).find(([code]) => code === choice)?.[1].name[language] ?? choice;
}
