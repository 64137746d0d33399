import { COMMAND_KINDS, type CommandKind, Outcome } from "@kontor/connector";
import { assert, expect } from "vitest";
import { assertOneEffect, undisturbed } from "../carrying-out.ts";
import type { Check } from "../check.ts";
import { type Hosted, hosted } from "../hosted.ts";
import { placeThreePages } from "../reading.ts";
import { prepare, whyNoCommand } from "../sample-command.ts";
import { whyNotFound } from "./finding.ts";
import { delivered, whyNoWebhooks } from "./webhooks.ts";

const group = "through host and hub";
const MEGABYTE = 1024 * 1024;

export const throughHostChecks: readonly Check[] = [
	{
		group,
		name: "check and describe arrive as the connector answers them",
		run: (bench) =>
			hosted(bench, async ({ hub, connection }) => {
				const checked = await hub.request(connection.id, "check");
				expect(checked).toMatchObject({ kind: "result", result: { ok: true } });
				const described = await bench.connector.describe(bench.context());
				expect(await hub.request(connection.id, "describe")).toEqual({ kind: "result", result: described });
			}),
	},
	{
		group,
		name: "a pull stores every open order, and its cursor with it",
		run: (bench) =>
			hosted(bench, async ({ hub, connection }) => {
				const refs = await placeThreePages(bench);
				expect(await hub.pull(connection.id)).toEqual({ kind: "result", result: null });
				const { orders, cursor } = hub.book(connection.id);
				expect([...orders.keys()].sort()).toEqual([...refs].sort());
				expect(cursor).not.toBeNull();
				const late = await bench.place();
				await hub.pull(connection.id);
				expect(orders.get(late)).toEqual(await bench.read(late));
			}),
	},
	{
		group,
		name: "a comparison finds out what is gone",
		run: (bench) =>
			hosted(bench, async ({ hub, connection }) => {
				const [stays, goes] = [await bench.place(), await bench.place()];
				await hub.pull(connection.id);
				await bench.shop.remove(goes);
				expect(await hub.request(connection.id, "compare")).toMatchObject({ kind: "result" });
				expect([...hub.book(connection.id).gone]).toEqual([goes]);
				expect(hub.book(connection.id).orders.has(stays)).toBe(true);
			}),
	},
	{
		group,
		name: "an order that is looked for by its number is told, and not posted",
		skip: whyNotFound,
		run: (bench) =>
			hosted(bench, async ({ hub, connection }) => {
				const { ref, number, statuses, customer } = await bench.read(await bench.place());
				const found = await hub.request(connection.id, "find", { number });
				const orders = [{ ref, number, statuses, email: customer.email ?? null }];
				expect(found).toEqual({ kind: "result", result: { orders } });
				expect(hub.book(connection.id).orders.size).toBe(0);
			}),
	},
	...COMMAND_KINDS.map(
		(kind): Check => ({
			group,
			name: `${kind} has one effect, however often it is leased`,
			skip: (rig) => whyNoCommand(rig, kind),
			run: (bench) => hosted(bench, ({ hub, connection }) => leasedTwice(bench, kind, hub, connection.id)),
		}),
	),
	{
		group,
		name: "a webhook is answered once its order is stored; a replay changes nothing",
		skip: whyNoWebhooks,
		run: (bench) =>
			hosted(bench, async ({ hub, connection, deliver }) => {
				for (const key of bench.webhookKeys) {
					const ref = await bench.place();
					const raw = await delivered(bench, ref, key);
					expect(await deliver(raw)).toBe(200);
					const stored = hub.book(connection.id).orders.get(ref);
					expect(stored).toEqual(await bench.read(ref));
					expect(await deliver(raw), "the same again").toBe(200);
					expect(hub.book(connection.id).orders.get(ref)).toEqual(stored);
				}
			}),
	},
	{
		group,
		name: "a webhook that nobody signed is answered 401 and stores nothing, a megabyte of it, too",
		skip: whyNoWebhooks,
		run: (bench) =>
			hosted(bench, async ({ hub, connection, deliver }) => {
				const raw = await delivered(bench, await bench.place(), "whsec_c29tZWJvZHkgZWxzZSdzIGtleSwgMzIgYnl0ZXM=");
				expect(await deliver(raw), "another key").toBe(401);
				const large = new Uint8Array(MEGABYTE).fill(0x20);
				large.set(raw.body);
				expect(await deliver({ ...raw, body: large }), "a megabyte").toBe(401);
				const tooLarge = { ...raw, body: new Uint8Array(MEGABYTE + 1) };
				expect(await deliver(tooLarge), "more than a megabyte").toBe(413);
				expect(hub.book(connection.id).orders.size).toBe(0);
			}),
	},
	{
		group,
		name: "a webhook is not accepted while the hub cannot store it",
		skip: whyNoWebhooks,
		run: (bench) =>
			hosted(bench, async ({ hub, connection, deliver }) => {
				const ref = await bench.place();
				const raw = await delivered(bench, ref);
				hub.setDown(true);
				expect(await deliver(raw)).toBe(503);
				hub.setDown(false);
				expect(await deliver(raw)).toBe(200);
				expect(hub.book(connection.id).orders.has(ref)).toBe(true);
			}),
	},
	{
		group,
		name: "secrets that the shop refuses are a fault of the merchant's, without the secrets in it",
		run: (bench) =>
			hosted(bench, async ({ hub, connection }) => {
				await bench.place();
				hub.change(connection.id, { secrets: { ...bench.rig.wrongSecrets } });
				const ended = await hub.pull(connection.id);
				expect(ended).toMatchObject({ kind: "fault", fault: { fault: "bad-config" } });
				expect(await hub.request(connection.id, "check")).toMatchObject({ kind: "result", result: { ok: false } });
			}),
	},
];

async function leasedTwice(bench: Parameters<Check["run"]>[0], kind: CommandKind, hub: Hosted["hub"], id: string) {
	const once = await undisturbed(bench, kind);
	const command = await prepare(bench, kind);
	const before = (await bench.effectsOn(command.orderRef)).length;
	const statuses: string[] = [];
	for (const _attempt of [1, 2]) {
		const ended = await hub.command(id, command);
		assert(ended.kind === "outcome", `${kind} ended with ${JSON.stringify(ended)}`);
		statuses.push(Outcome.parse(ended.outcome).status);
	}
	expect(statuses).toEqual(["applied", "already-applied"]);
	await assertOneEffect(bench, command, once, before, "leased twice");
}
