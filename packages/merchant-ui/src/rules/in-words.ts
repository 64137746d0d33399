import { formatMoney, Money, type PageLanguage } from "@kontor/connector";
import { RULE_WORDS } from "../words/rule-words.ts";
import { CODES } from "../words/words.ts";
import { type Field, fieldsOf } from "./parameters.ts";
import type { Condition, Editor, Rule } from "./shapes.ts";

/** A rule in one line: when it holds, and what goes with it. */
export function ruleInWords(rule: Rule, editor: Editor, language: PageLanguage): string {
	const conditions = rule.conditions.map((condition) => conditionInWords(condition, editor, language));
	const effects = [
		...(rule.inform === null ? [] : [RULE_WORDS.withMail[language]]),
		...(rule.transferShipments ? [RULE_WORDS.withShipments[language]] : []),
	];
	const when =
		conditions.length === 0 ? RULE_WORDS.always[language] : `${RULE_WORDS.when[language]} ${conditions.join(" · ")}`;
	return effects.length === 0 ? when : `${when} + ${effects.join(" + ")}`;
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
