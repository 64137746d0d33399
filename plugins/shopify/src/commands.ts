import { setTimeout as delay } from "node:timers/promises";
import type { CommandOf, Outcome } from "@kontor/connector";
import { carryOut, changedMeanwhile, type Declined, refusedBy, statusNotWritable } from "./carry-out.ts";
import type { Api } from "./client.ts";
import { CANCEL, JOB } from "./documents.ts";
import * as faults from "./faults.ts";
import { gidOf, receivedInShop } from "./mapping.ts";
import { isNoted, mark, signature } from "./mark.ts";
import { cannotCarry } from "./part-payments.ts";
import { canCarry, isKontorTag, statusesOf } from "./statuses.ts";

/** Shopify's own limit for a staff note. */
const MOST_STAFF_NOTE = 255;
/** A cancellation is a job of Shopify's; it takes a moment, with many lines some seconds. */
const JOB_PAUSES_MS = [0, 300, 600, 1000, 2000, 2000, 2000, 4000, 4000, 4000];

/** @returns declined where the shop itself says that it was paid, or Shopify cannot cancel any more */
export async function cancel(api: Api, command: CommandOf<"cancel">, signal: AbortSignal): Promise<Outcome> {
	const { status } = command;
	if (status !== null && status.machine === "payment" && isKontorTag(status.status)) return setTag(api, command);
	if (status !== null && (status.machine !== "order" || status.status !== "cancelled")) {
		throw statusNotWritable(command);
	}
	return carryOut(api, command, async (order, observing) => {
		if (order.cancelledAt !== null) return "already-applied";
		const declined = changedMeanwhile(order, command);
		if (declined !== null) return declined;
		if (receivedInShop(order).minor > 0) {
			return { code: "wrong-state", detail: `the shop has received money: ${JSON.stringify(statusesOf(order))}` };
		}
		const room = MOST_STAFF_NOTE - signature(command.id).length - 1;
		const { data } = await observing.ask(CANCEL, {
			id: gidOf(command.orderRef),
			staffNote: `${command.reason.slice(0, room)} ${signature(command.id)}`,
		});
		const refused = refusedBy(data.orderCancel);
		if (refused !== null) return refused;
		const job = data.orderCancel?.job ?? null;
		return job === null || job.done ? "applied" : afterJob(observing, job.id, signal);
	}).then(notYet);
}

async function afterJob(api: Api, id: string, signal: AbortSignal): Promise<"applied" | Declined> {
	for (const pause of JOB_PAUSES_MS) {
		await delay(pause, undefined, { signal }).catch(() => {});
		const { data } = await api.ask(JOB, { id });
		if (data.job === null || data.job.done) return "applied";
	}
	throw faults.known("unknown-outcome", "SHOPIFY_BUSY", "KontorCancel");
}

/** The job ended, and the order is not cancelled: Shopify found something in between. */
function notYet(outcome: Outcome): Outcome {
	if (outcome.status !== "applied" || outcome.observed.statuses.order === "cancelled") return outcome;
	if (outcome.observed.statuses.payment?.startsWith("kontor-")) return outcome;
	return { ...outcome, status: "declined", code: "wrong-state", detail: "the cancellation ended without effect" };
}

/** Only Kontor's own statuses can be set; every other follows from payments, shipments and cancellation. */
export async function writeStatus(api: Api, command: CommandOf<"set-status">): Promise<Outcome> {
	return setTag(api, command);
}

async function setTag(api: Api, command: CommandOf<"set-status" | "cancel">): Promise<Outcome> {
	const wanted = command.status?.status ?? "";
	if (command.status?.machine !== "payment" || !isKontorTag(wanted)) throw statusNotWritable(command);
	return carryOut(api, command, async (order, observing) => {
		if (statusesOf(order).payment === wanted) return "already-applied";
		const declined = changedMeanwhile(order, command);
		if (declined !== null) return declined;
		if (order.cancelledAt !== null || !canCarry(order, wanted)) return cannotCarry(order);
		await mark(observing, order, command, { tag: wanted });
		return "applied";
	});
}

/** A note does not contradict any status, so `expect` is not asked. */
export function annotate(api: Api, command: CommandOf<"annotate">): Promise<Outcome> {
	return carryOut(api, command, async (order, observing) => {
		if (isNoted(order, command)) return "already-applied";
		await mark(observing, order, command, { note: command.text });
		return "applied";
	});
}
