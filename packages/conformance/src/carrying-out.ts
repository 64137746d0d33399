import {
	type Command,
	type CommandKind,
	ConnectorError,
	FAULTS,
	type Outcome,
	Outcome as OutcomeSchema,
} from "@kontor/connector";
import { assert, expect } from "vitest";
import type { Bench } from "./bench.ts";
import { type Intervene, tap } from "./http-tap.ts";
import { prepare } from "./sample-command.ts";

/** How one attempt ended: a value or a fault, never anything else. */
export type Attempt =
	| { readonly outcome: Outcome; readonly fault?: never }
	| { readonly outcome?: never; readonly fault: ConnectorError };

/**
 * One attempt at a command. Whatever happens, a fault that promises "no effect" must keep its promise, and so must a
 * decline.
 */
export async function attempt(bench: Bench, command: Command, intervene?: Intervene): Promise<Attempt> {
	const before = (await bench.effectsOn(command.orderRef)).length;
	const ended = await settle(bench, command, intervene);
	const happened = (await bench.effectsOn(command.orderRef)).slice(before).map(({ what }) => what);
	if (ended.fault !== undefined && FAULTS[ended.fault.fault].effect === "none") {
		expect(happened, `"${ended.fault.fault}" says that nothing happened`).toEqual([]);
	}
	if (ended.fault === undefined && ended.outcome.status !== "applied") {
		const { status } = ended.outcome;
		if (intervene === undefined) expect(happened, `"${status}" says that this attempt did nothing`).toEqual([]);
		if (status === "declined") expect(happened, "declined, but done").toEqual([]);
	}
	return ended;
}

async function settle(bench: Bench, command: Command, intervene?: Intervene): Promise<Attempt> {
	try {
		const ctx = bench.context({ http: tap(bench.rig, intervene) });
		return { outcome: OutcomeSchema.parse(await bench.connector.execute(ctx, command)) };
	} catch (error) {
		if (error instanceof ConnectorError) return { fault: error };
		throw new Error(`a connector throws ConnectorError and nothing else; ${command.kind} threw`, { cause: error });
	}
}

/** The command without any disturbance: the outcome, and a fault is a failure of the check. */
export async function carryOut(bench: Bench, command: Command): Promise<Outcome> {
	const { outcome, fault } = await attempt(bench, command);
	assert(outcome !== undefined, `${command.kind} answered the fault ${fault?.fault}: ${fault?.message}`);
	return outcome;
}

/** What a command does when nothing goes wrong: how many effects, and by how many requests. */
export interface Undisturbed {
	readonly effects: number;
	readonly requests: number;
	readonly writes: number;
}

export async function undisturbed(bench: Bench, kind: CommandKind): Promise<Undisturbed> {
	const command = await prepare(bench, kind);
	const before = (await bench.effectsOn(command.orderRef)).length;
	let [requests, writes] = [0, 0];
	const { outcome } = await attempt(bench, command, ({ effect, forward }) => {
		requests++;
		if (effect === "write") writes++;
		return forward();
	});
	expect(outcome?.status, `${kind} on an order where it makes sense`).toBe("applied");
	return { effects: (await bench.effectsOn(command.orderRef)).length - before, requests, writes };
}

/** Carries the command out once more, with nothing in the way: in the end there is one effect, and the shop says so. */
export async function settlesTo(bench: Bench, command: Command, once: Undisturbed, before: number, after: string) {
	const { status } = await carryOut(bench, command);
	expect(["applied", "already-applied"], `the same command again, ${after}`).toContain(status);
	await assertOneEffect(bench, command, once, before, after);
}

export async function assertOneEffect(b: Bench, command: Command, once: Undisturbed, before: number, after: string) {
	const happened = (await b.effectsOn(command.orderRef)).slice(before).map(({ what }) => what);
	assert(
		happened.length === once.effects,
		`${command.kind} has ${once.effects} effect(s), ${after} it had ${happened.length}: ${happened.join("; ")}`,
	);
}
