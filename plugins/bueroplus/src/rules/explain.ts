import type { Text } from "@kontor/connector";
import type { Verdict } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import { type Condition, entryOf } from "./rule.ts";

/** One condition of a rule in words: what it asks, what it saw, whether it held. */
interface ConditionInWords {
	readonly holds: boolean;
	readonly text: Text;
}

/** Why a rule fired or did not, condition by condition (PRODUCT J7). */
export function explain({ rule, held }: Verdict, facts: Facts): readonly ConditionInWords[] {
	return rule.conditions.map((condition, index) => ({
		holds: held[index] === true,
		text: inWords(condition, entryOf(condition).saw(facts)),
	}));
}

function inWords(condition: Condition, saw: Text): Text {
	const { title } = entryOf(condition);
	const given = Object.values(condition.with)
		.map((value) => shown(value))
		.join(", ");
	const of = (language: "de" | "en", not: string) =>
		`${condition.not === true ? `${not}: ` : ""}${title[language]}${given === "" ? "" : ` (${given})`}: ${saw[language]}`;
	return { de: of("de", "Nicht"), en: of("en", "Not") };
}

function shown(value: unknown): string {
	if (Array.isArray(value)) return value.join(", ");
	return typeof value === "object" && value !== null ? Object.values(value).join(" ") : String(value);
}
