import {
	CAUSES,
	LIFECYCLE_EVENTS,
	LIFECYCLES,
	type Lifecycle,
	type LifecycleEvent,
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
		"How the lifecycle moves (each arrow under its conditions, see below):",
		picture(),
		"Every event on every lifecycle. ●: stays as it is; —: refused; with an asterisk: or refused, by payment method and settlement.",
		eventTable(),
		"<details><summary>Every change of the state a merchant sees, by its causes. What is not listed cannot happen.</summary>",
		moveTable(),
		"</details>",
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
function outcomes(from: Lifecycle, event: LifecycleEvent) {
	const targets = new Set<Lifecycle>();
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

/** Watched orders move as managed ones do, and every order can leave the shop: drawn as one, the picture can be read. */
function picture(): string {
	const drawn = (lifecycle: Lifecycle) => (lifecycle === "monitoring" ? "managed" : lifecycle);
	const causes = new Map<string, Set<LifecycleEvent>>();
	for (const from of LIFECYCLES) {
		for (const event of LIFECYCLE_EVENTS) {
			for (const to of outcomes(from, event).targets) {
				const arrow = `${to === "removedExternally" ? "here" : drawn(from)} --> ${drawn(to)}`;
				if (drawn(to) === drawn(from)) continue;
				causes.set(arrow, (causes.get(arrow) ?? new Set()).add(event));
			}
		}
	}
	const arrows = [...causes].map(([arrow, events]) => `    ${arrow}: ${[...events].join("<br/>")}`);
	const isInside = (arrow: string) => !arrow.includes("removedExternally");
	return [
		"```mermaid",
		"stateDiagram-v2",
		'    state "in the shop" as here {',
		"    managed: managed, or monitoring where the method is only watched",
		"    [*] --> managed: placed",
		"    [*] --> notManaged: found-at-connection",
		...arrows.filter(isInside),
		"    }",
		...arrows.filter((arrow) => !isInside(arrow)),
		"```",
	].join("\n");
}

function eventTable(): string {
	const cell = (from: Lifecycle, event: LifecycleEvent) => {
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
