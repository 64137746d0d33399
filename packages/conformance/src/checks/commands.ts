import { COMMAND_KINDS, type CommandKind, holds, type Outcome } from "@kontor/connector";
import { assert, expect } from "vitest";
import type { Bench } from "../bench.ts";
import { assertOneEffect, attempt, carryOut, settlesTo, undisturbed } from "../carrying-out.ts";
import type { Check } from "../check.ts";
import { tap } from "../http-tap.ts";
import { commandFor, prepare, whyNoCommand } from "../sample-command.ts";

/** Kinds that say what was paid or what follows: they respect what the merchant did meanwhile (PRODUCT E4). */
const DECIDING: readonly CommandKind[] = ["mark-paid", "mark-partially-paid", "revoke-payment", "cancel", "set-status"];

export const commandChecks: readonly Check[] = COMMAND_KINDS.flatMap((kind) =>
	checksOf(kind).map((check) => ({
		...check,
		group: `commands: ${kind}`,
		skip: (rig) => whyNoCommand(rig, kind) ?? check.skip?.(rig) ?? null,
	})),
);

function checksOf(kind: CommandKind): Omit<Check, "group">[] {
	return [
		{
			name: "is applied, and reports what the shop then says",
			async run(bench) {
				const command = await prepare(bench, kind);
				const before = (await bench.effectsOn(command.orderRef)).length;
				const outcome = await carryOut(bench, command);
				assert(outcome.status === "applied", `answered ${JSON.stringify(outcome)}`);
				await assertTrue(bench, command.orderRef, outcome);
				if (command.status !== null) {
					expect(outcome.observed.statuses, "the mapped status").toMatchObject({
						[command.status.machine]: command.status.status,
					});
				} else if (kind === "mark-paid") {
					expect(outcome.observed.receivedInShop).toEqual(command.kind === "mark-paid" ? command.amount : null);
				}
				expect((await bench.effectsOn(command.orderRef)).length, "effects in the shop").toBeGreaterThan(before);
			},
		},
		{
			name: "does nothing twice by itself",
			async run(bench) {
				const command = await prepare(bench, kind);
				const before = (await bench.effectsOn(command.orderRef)).length;
				await carryOut(bench, command);
				const happened = (await bench.effectsOn(command.orderRef)).slice(before).map(({ what }) => what);
				expect(happened, "effects of one command").toEqual([...new Set(happened)]);
			},
		},
		{
			name: "given twice it has one effect",
			async run(bench) {
				const once = await undisturbed(bench, kind);
				const command = await prepare(bench, kind);
				const before = (await bench.effectsOn(command.orderRef)).length;
				expect((await carryOut(bench, command)).status).toBe("applied");
				const again = await carryOut(bench, command);
				assert(again.status === "already-applied", `the same command again answered ${JSON.stringify(again)}`);
				await assertTrue(bench, command.orderRef, again);
				await assertOneEffect(bench, command, once, before, "given twice");
			},
		},
		{
			name: "killed behind any request and given again it has one effect",
			skip: ({ notLookedUp }) => notLookedUp?.[kind] ?? null,
			async run(bench) {
				const once = await undisturbed(bench, kind);
				for (let killed = 0; killed < once.requests; killed++) {
					const command = await prepare(bench, kind);
					const before = (await bench.effectsOn(command.orderRef)).length;
					await killedBehind(bench, killed, (ctx) => bench.connector.execute(ctx, command));
					await settlesTo(bench, command, once, before, `killed behind request ${killed + 1}`);
				}
			},
		},
		{
			name: "is declined where the order is gone",
			async run(bench) {
				const command = await prepare(bench, kind);
				await bench.shop.remove(command.orderRef);
				const outcome = await carryOut(bench, command);
				expect(outcome).toMatchObject({ status: "declined", code: "order-gone" });
			},
		},
		{
			name: "in the wrong state it does nothing, or what it says",
			async run(bench) {
				const { orderRef } = await prepare(bench, kind);
				await bench.shop.settleElsewhere(orderRef);
				const before = (await bench.effectsOn(orderRef)).length;
				const outcome = await carryOut(bench, await commandFor(bench, kind, orderRef));
				if (kind === "mark-paid") expect(outcome.status, "on an order that cannot be paid").toBe("declined");
				if (outcome.status !== "applied") return;
				await assertTrue(bench, orderRef, outcome);
				expect((await bench.effectsOn(orderRef)).length, '"applied" without any effect').toBeGreaterThan(before);
			},
		},
		{
			name: "is declined where the merchant decided otherwise meanwhile",
			skip: () => (DECIDING.includes(kind) ? null : `${kind} decides nothing that the merchant could have changed`),
			async run(bench) {
				const command = await prepare(bench, kind);
				await bench.shop.settleElsewhere(command.orderRef);
				const outcome = await carryOut(bench, command);
				// Where he already did what the command wants, there is nothing to decline.
				const wanted =
					outcome.status === "already-applied" && holds(command.status ?? undefined, outcome.observed.statuses);
				if (!wanted) expect(outcome).toMatchObject({ status: "declined", code: "changed-meanwhile" });
			},
		},
		{
			name: "a fault while reading, before anything was written, has no effect and may be repeated",
			async run(bench) {
				const once = await undisturbed(bench, kind);
				const command = await prepare(bench, kind);
				const before = (await bench.effectsOn(command.orderRef)).length;
				const failing = await attempt(bench, command, ({ effect, forward }) =>
					effect === "read" ? Promise.resolve(new Response("{}", { status: 503 })) : forward(),
				);
				// A connector that writes without reading first cannot know what it decides on.
				expect(failing.fault?.fault, "the first read answered 503").toBe("unavailable");
				await settlesTo(bench, command, once, before, "after a fault while reading");
			},
		},
	];
}

/** What the outcome says of the order is what the shop says of it. */
async function assertTrue(bench: Bench, ref: Parameters<Bench["read"]>[0], outcome: Outcome): Promise<void> {
	const { statuses, receivedInShop } = await bench.read(ref);
	expect(outcome.observed, "observed, against what read() then says").toMatchObject({ statuses, receivedInShop });
}

/** Runs until the shop has handled a request, then abandons it for good: what a SIGKILL leaves behind. */
async function killedBehind(bench: Bench, nth: number, run: (ctx: ReturnType<Bench["context"]>) => Promise<unknown>) {
	const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
	const http = tap(bench.rig, async (passing) => {
		const answer = await passing.forward();
		if (passing.nth < nth) return answer;
		await answer.body?.cancel();
		kill();
		return new Promise<Response>(() => {});
	});
	const ended = run(bench.context({ http })).then(
		() => kill(),
		() => kill(),
	);
	await Promise.race([ended, killed]);
}
