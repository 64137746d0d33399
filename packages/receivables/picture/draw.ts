import {
	CAUSES,
	LIFECYCLE_EVENTS,
	LIFECYCLES,
	ORDER_STATES,
	REFUSALS,
	type Refusal,
	SETTLEMENT_STATUSES,
	stateOf,
	transition,
} from "../src/index.ts";
import { PAYMENT_CODES, possibleMoves } from "./possible-moves.ts";

/** The state machine as Markdown, from the code itself: a picture, and the tables of all that is allowed and forbidden. */
export function drawStateMachine(): string {
	return [
		"What a merchant sees is a function of the lifecycle, which is stored, and the settlement, which is derived:",
		stateTable(),
		"How the lifecycle moves:",
		picture(),
		"Every event on every lifecycle. ●: stays as it is; —: refused; with an asterisk: or refused, by payment method and settlement.",
		eventTable(),
		"Every change of the state a merchant sees, by its causes. What is not listed cannot happen.",
		moveTable(),
	].join("\n\n");
}

function stateTable(): string {
	const rows = LIFECYCLES.map((lifecycle) => [
		`**${lifecycle}**`,
		...SETTLEMENT_STATUSES.map((status) => stateOf(lifecycle, status)),
	]);
	return table(["lifecycle \\ settlement", ...SETTLEMENT_STATUSES], rows);
}

/** What an event makes of a lifecycle, over all circumstances. */
function outcomes(from: (typeof LIFECYCLES)[number], event: (typeof LIFECYCLE_EVENTS)[number]) {
	const targets = new Set<string>();
	const refusals = new Set<Refusal>();
	for (const paymentCode of PAYMENT_CODES) {
		for (const settlement of SETTLEMENT_STATUSES) {
			for (const paymentRevives of [false, true]) {
				for (const formerly of [undefined, ...LIFECYCLES]) {
					const past = formerly === undefined ? {} : { formerly };
					const moved = transition(from, event, { paymentCode, settlement, paymentRevives, ...past });
					if (moved.ok) targets.add(moved.lifecycle);
					else refusals.add(moved.refusal);
				}
			}
		}
	}
	return { targets: [...targets], refusals: [...refusals] };
}

function picture(): string {
	const causes = new Map<string, string[]>();
	for (const from of LIFECYCLES) {
		for (const event of LIFECYCLE_EVENTS) {
			for (const to of outcomes(from, event).targets) {
				if (to !== from) causes.set(`${from} --> ${to}`, [...(causes.get(`${from} --> ${to}`) ?? []), event]);
			}
		}
	}
	const arrows = [...causes].map(([arrow, events]) => `    ${arrow}: ${events.join("<br/>")}`);
	const first = ["managed: placed", "monitoring: placed, watched method", "notManaged: found at connection"];
	return ["```mermaid", "stateDiagram-v2", ...first.map((to) => `    [*] --> ${to}`), ...arrows, "```"].join("\n");
}

function eventTable(): string {
	const cell = (from: (typeof LIFECYCLES)[number], event: (typeof LIFECYCLE_EVENTS)[number]) => {
		const { targets, refusals } = outcomes(from, event);
		if (targets.length === 0) return "—";
		const names = targets.map((to) => (to === from ? "●" : to)).join(", ");
		return refusals.length > 0 ? `${names} *` : names;
	};
	const rows = LIFECYCLE_EVENTS.map((event) => [
		`\`${event}\` ${CAUSES[event].en}`,
		...LIFECYCLES.map((from) => cell(from, event)),
	]);
	const why = Object.entries(REFUSALS).map(([name, { en }]) => `\`${name}\`: ${en}`);
	return `${table(["event \\ lifecycle", ...LIFECYCLES], rows)}\n\nRefused as ${why.join(" ")}`;
}

function moveTable(): string {
	const moves = possibleMoves();
	const rows = ORDER_STATES.flatMap((from) =>
		ORDER_STATES.flatMap((to) => {
			const events = LIFECYCLE_EVENTS.filter((event) =>
				moves.some((move) => move.from === from && move.to === to && move.event === event),
			);
			return events.length === 0 ? [] : [[from, to, events.join(", ")]];
		}),
	);
	return table(["from", "to", "by"], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
	return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
