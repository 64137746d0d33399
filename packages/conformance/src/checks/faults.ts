import { COMMAND_KINDS, type CommandKind, ConnectorError, FAULTS, type Fault } from "@kontor/connector";
import { assert, expect } from "vitest";
import type { Bench } from "../bench.ts";
import { assertOneEffect, attempt, settlesTo, type Undisturbed, undisturbed } from "../carrying-out.ts";
import type { Check } from "../check.ts";
import { type Intervene, tap } from "../http-tap.ts";
import { INJECTED_FAULTS, type InjectedFault } from "../injected-faults.ts";
import { findBy, listed, pulled } from "../reading.ts";
import { prepare, whyNoCommand } from "../sample-command.ts";

export const faultChecks: readonly Check[] = [
	...INJECTED_FAULTS.map(
		(injected): Check => ({
			group: "faults while reading",
			name: injected.name,
			run: (bench) => whileReading(bench, injected),
		}),
	),
	...COMMAND_KINDS.flatMap((kind): Check[] => [
		{
			group: `faults while writing: ${kind}`,
			name: "each is what the table says, and the same command then has one effect",
			skip: (rig) => whyNoCommand(rig, kind),
			run: (bench) => whileWriting(bench, kind),
		},
		{
			group: `faults while writing: ${kind}`,
			name: "where the reading back fails, the outcome is unknown",
			skip: (rig) => whyNoCommand(rig, kind),
			run: (bench) => whileReadingBack(bench, kind),
		},
	]),
];

/** Every request goes wrong. */
function always({ arrives, answer }: InjectedFault): Intervene {
	return async ({ forward }) => {
		if (arrives) await (await forward()).body?.cancel();
		return answer();
	};
}

async function whileReading(bench: Bench, injected: InjectedFault): Promise<void> {
	const ref = await bench.place();
	const faulty = { ...bench, context: () => bench.context({ http: tap(bench.rig, always(injected)) }) };
	const reads: Record<string, () => Promise<unknown>> = {
		read: () => bench.connector.read(faulty.context(), ref),
		pull: () => pulled(faulty, null),
		listOpen: () => listed(faulty),
		describe: () => bench.connector.describe(faulty.context()),
		...(bench.connector.find && { find: () => findBy(faulty, "4711") }),
	};
	for (const [name, read] of Object.entries(reads)) {
		const ended = await read().catch((error: unknown) => error);
		if (injected.definite && saysThereIsNone(name, ended)) continue;
		assert(ended instanceof Error, `${name} answers as if nothing were wrong: ${JSON.stringify(ended)}`);
		assertFault(ended, injected, injected.reading, name);
	}
}

/** Of one order "not found" is an answer. */
function saysThereIsNone(name: string, ended: unknown): boolean {
	return (name === "read" && ended === null) || (name === "find" && Array.isArray(ended) && ended.length === 0);
}

/** Each fault at each write, all at a time: every one has an order of its own. */
async function whileWriting(bench: Bench, kind: CommandKind): Promise<void> {
	const once = await undisturbed(bench, kind);
	const tries = INJECTED_FAULTS.flatMap((injected) =>
		Array.from({ length: once.writes }, (_, nth) => ({ injected, nth })),
	);
	await Promise.all(tries.map(({ injected, nth }) => atWrite(bench, kind, once, injected, nth)));
}

async function atWrite(bench: Bench, kind: CommandKind, once: Undisturbed, injected: InjectedFault, nth: number) {
	const when = `${injected.name} at write ${nth + 1} of ${once.writes}`;
	const command = await prepare(bench, kind);
	const before = (await bench.effectsOn(command.orderRef)).length;
	const { fault, outcome } = await attempt(bench, command, async (passing) =>
		passing.effect === "write" && passing.nthOfEffect === nth ? always(injected)(passing) : passing.forward(),
	);
	if (fault !== undefined) {
		// An earlier write of the same command has had its effect: only "possible" is true then.
		const earlier = nth > 0 && (await bench.effectsOn(command.orderRef)).length > before;
		assertFault(fault, injected, earlier ? POSSIBLE : injected.writing, `${kind}, ${when},`);
		const unknown = FAULTS[fault.fault].effect === "possible";
		if (unknown && bench.rig.notLookedUp?.[kind] !== undefined) return;
	} else if (outcome.status === "declined") {
		assert(injected.definite, `${kind}: "declined" after ${when}, which nobody can know`);
	} else {
		// Found out by reading back: then it is there, in full.
		await assertOneEffect(bench, command, once, before, `"${outcome.status}" after ${when}`);
	}
	await settlesTo(bench, command, once, before, `after ${when}`);
}

async function whileReadingBack(bench: Bench, kind: CommandKind): Promise<void> {
	const once = await undisturbed(bench, kind);
	for (const status of [401, 429, 503]) {
		const command = await prepare(bench, kind);
		const before = (await bench.effectsOn(command.orderRef)).length;
		let written = false;
		const ended = await attempt(bench, command, async ({ effect, forward }) => {
			if (effect === "read" && written) return new Response("{}", { status });
			written ||= effect === "write";
			return forward();
		});
		if (ended.fault !== undefined)
			expect(POSSIBLE, `the fault when reading back answers ${status}`).toContain(ended.fault.fault);
		if (ended.fault !== undefined && bench.rig.notLookedUp?.[kind] !== undefined) continue;
		await settlesTo(bench, command, once, before, `after ${status} while reading back`);
	}
}

const POSSIBLE = (Object.keys(FAULTS) as Fault[]).filter((fault) => FAULTS[fault].effect === "possible");

function assertFault(error: Error, injected: InjectedFault, allowed: readonly Fault[], where: string): void {
	assert(
		error instanceof ConnectorError,
		`${where} threw ${error.name}: ${error.message}; a connector throws ConnectorError`,
	);
	expect(allowed, `the fault of ${where} (${error.message})`).toContain(error.fault);
	expect(error.details.code, "a stable code").toMatch(/^[A-Z][A-Z0-9_]*$/);
	if (injected.retryAfterMs === undefined || error.fault !== "rate-limited") return;
	const { retryAfterMs = 0 } = error.details;
	assert(
		Math.abs(retryAfterMs - injected.retryAfterMs) < 2000,
		`${where} keeps what the shop asked for: ${injected.retryAfterMs} ms, got ${error.details.retryAfterMs}`,
	);
}
