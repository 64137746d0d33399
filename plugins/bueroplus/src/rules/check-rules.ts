import type { Text } from "@kontor/connector";
import { together } from "./claims.ts";
import { IMPLICATIONS } from "./conditions.ts";
import { covers } from "./covers.ts";
import { cyclesIn } from "./cycles.ts";
import { claimOf, type Rule, type RuleSet, waitsForShipment } from "./rule.ts";

/** Something that is wrong with rules, or better otherwise. Rules with an error are never carried out. */
export interface Finding {
	readonly severity: "error" | "warning" | "recommendation";
	readonly code: string;
	/** Ids of the rules it is about. */
	readonly rules: string[];
	readonly text: Text;
}

/**
 * What is found when rules are saved: contradictions, cycles, statuses that the platform does not have.
 * @param nameOf as the merchant knows a status; left out: by its id
 */
export function checkRules(
	set: RuleSet,
	statuses: readonly string[],
	nameOf: (status: string) => Text = (status) => ({ de: status, en: status }),
): readonly Finding[] {
	return [
		...repeatedIds(set),
		...unknownStatuses(set, statuses),
		...impossible(set),
		...overruled(set),
		...cycles(set, nameOf),
		...untracked(set, nameOf),
		...set.rules.filter((rule) => rule.transferShipments && !waitsForShipment(rule)).map(recommendDone),
	];
}

function repeatedIds({ rules }: RuleSet): Finding[] {
	const ids = rules.map(({ id }) => id);
	const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
	return [...twice].map((id) => ({
		severity: "error",
		code: "ID_REPEATED",
		rules: [id],
		text: { de: `Die Kennung „${id}“ kommt zweimal vor.`, en: `The id "${id}" occurs twice.` },
	}));
}

function unknownStatuses({ active, rules }: RuleSet, statuses: readonly string[]): Finding[] {
	const used = [
		...active.map((status) => ({ status, rules: [] as string[] })),
		...rules.flatMap(({ id, from, to }) => [from, to].map((status) => ({ status, rules: [id] }))),
	];
	return used
		.filter(({ status }) => !statuses.includes(status))
		.map(({ status, rules: ids }) => ({
			severity: "error",
			code: "UNKNOWN_STATUS",
			rules: ids,
			text: {
				de: `Den Status „${status}“ hat diese Plattform nicht.`,
				en: `This platform has no status "${status}".`,
			},
		}));
}

function impossible({ rules }: RuleSet): Finding[] {
	return rules
		.filter(({ conditions }) => together(conditions.map(claimOf), IMPLICATIONS) === null)
		.map(({ id }) => ({
			severity: "error",
			code: "CONTRADICTS_ITSELF",
			rules: [id],
			text: {
				de: `Die Bedingungen der Regel „${id}“ können nie zugleich gelten.`,
				en: `The conditions of rule "${id}" can never hold together.`,
			},
		}));
}

/** A rule whose turn never comes: wherever it holds, an earlier one does. To another target it is a contradiction. */
function overruled({ rules }: RuleSet): Finding[] {
	return rules.flatMap((rule, index) => {
		const earlier = rules.slice(0, index).find((other) => other.from === rule.from && covers(other, rule));
		if (earlier === undefined || together(rule.conditions.map(claimOf), IMPLICATIONS) === null) return [];
		const contradicts = earlier.to !== rule.to;
		return [
			{
				severity: contradicts ? "error" : "warning",
				code: contradicts ? "CONTRADICTS_EARLIER" : "NEVER_REACHED",
				rules: [earlier.id, rule.id],
				text: {
					de: `Die Regel „${rule.id}“ kommt nie zum Zug: wo sie gilt, gilt schon „${earlier.id}“${contradicts ? ", mit einem anderen Ziel" : ""}.`,
					en: `Rule "${rule.id}" never gets its turn: where it holds, "${earlier.id}" already does${contradicts ? ", with another target" : ""}.`,
				},
			},
		];
	});
}

function cycles(set: RuleSet, nameOf: (status: string) => Text): Finding[] {
	return cyclesIn(set.rules).map((cycle) => {
		const statuses = [...cycle, ...cycle.slice(0, 1)].map(({ from }) => nameOf(from));
		const way = (language: keyof Text) => statuses.map((status) => status[language]).join(" → ");
		return {
			severity: "error",
			code: "CYCLE",
			rules: cycle.map(({ id }) => id),
			text: {
				de: `Der Status liefe im Kreis: ${way("de")}. Mindestens eine der Regeln braucht eine Bedingung, die die anderen ausschließen.`,
				en: `The status would run in a circle: ${way("en")}. At least one of the rules needs a condition that the others exclude.`,
			},
		};
	});
}

/** Beside a rule that waits for its tracking number, one that sends the same status without it (PRODUCT J6). */
function untracked({ rules }: RuleSet, nameOf: (status: string) => Text): Finding[] {
	return rules
		.filter((rule) => rule.transferShipments && waitsForShipment(rule))
		.flatMap((strict) =>
			rules
				.filter((other) => other.from === strict.from && other.to === strict.to && !waitsForShipment(other))
				.map(
					(other): Finding => ({
						severity: "warning",
						code: "WITHOUT_TRACKING",
						rules: [strict.id, other.id],
						text: {
							de: `Die Regel „${other.id}“ kann „${nameOf(strict.to).de}“ ohne Sendungsnummer melden, obwohl „${strict.id}“ auf sie wartet.`,
							en: `Rule "${other.id}" can report "${nameOf(strict.to).en}" without a tracking number, although "${strict.id}" waits for it.`,
						},
					}),
				),
		);
}

function recommendDone({ id }: Rule): Finding {
	return {
		severity: "recommendation",
		code: "ONLY_WHEN_DONE",
		rules: [id],
		text: {
			de: `Für die Regel „${id}“ wird die Bedingung „Nur wenn ein Versanddatensatz als erledigt gekennzeichnet ist“ empfohlen: sonst kann der Status ohne Sendungsnummer hinausgehen.`,
			en: `For rule "${id}" the condition "Only if a shipment record is marked as done" is recommended: otherwise the status can go out without a tracking number.`,
		},
	};
}
