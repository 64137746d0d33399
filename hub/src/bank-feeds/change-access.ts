import { randomUUID } from "node:crypto";
import { type createBankAccess, type patchBankAccess, problem } from "@kontor/protocol";
import type * as z from "zod";
import { asJson } from "../connections/stored-connection.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { parse } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { type AnyFeed, feedOf } from "./feeds.ts";
import { withdrawAll } from "./notices.ts";
import { accessOf, isRunning, lockAccess, type StoredAccess, seal } from "./stored-access.ts";

/** How long somebody who just did something is taken to be there. */
const PRESENT_MS = 10 * 60 * 1000;

type Change = Prisma.BankAccessUncheckedUpdateInput;

/** @throws ProblemError 400 that names every field at fault */
export async function addAccess(
	hub: Hub,
	tx: MerchantTransaction,
	given: z.infer<typeof createBankAccess.body>,
): Promise<StoredAccess> {
	const feed = offered(hub, tx, given.feed);
	const place = { merchantId: tx.merchantId, id: randomUUID() };
	return tx.model.bankAccess.create({
		data: {
			...place,
			feed: feed.manifest.id,
			name: given.name,
			config: configOf(feed, given.config),
			secrets: seal(hub, place, "secrets", parse(feed.manifest.secrets, given.secrets, "body.secrets")),
			state: "settingUp",
			createdAt: tx.now,
			...wanted(tx, "setUp"),
		},
	});
}

/** Other credentials or another address: it is set up with them. @throws ProblemError 404, 400; 409 while it runs */
export async function changeAccess(
	hub: Hub,
	tx: MerchantTransaction,
	id: string,
	{ name, config, secrets }: z.infer<typeof patchBankAccess.body>,
): Promise<StoredAccess> {
	const access = await lockAccess(tx, id);
	const feed = offered(hub, tx, access.feed);
	const setUp = config !== undefined || secrets !== undefined;
	if (setUp) refuseWhileRunning(tx, access);
	return update(tx, id, {
		...(name !== undefined && { name }),
		...(config !== undefined && { config: configOf(feed, config) }),
		...(secrets !== undefined && {
			secrets: seal(hub, access, "secrets", parse(feed.manifest.secrets, secrets, "body.secrets")),
		}),
		...(setUp && {
			...wanted(tx, "setUp"),
			state: access.state === "ready" ? "ready" : "settingUp",
			problem: Prisma.DbNull,
		}),
	});
}

/** Goes on with the set-up, or renews the consent. @throws ProblemError 404; 409 while it runs */
export async function setUpAgain(tx: MerchantTransaction, id: string): Promise<StoredAccess> {
	const access = await lockAccess(tx, id);
	refuseWhileRunning(tx, access);
	return update(tx, id, { ...wanted(tx, "setUp"), state: access.state === "ready" ? "ready" : "settingUp" });
}

/** Once, now: also where it had stopped. What runs already is what was asked for. @throws ProblemError 404; 409 */
export async function fetchNow(tx: MerchantTransaction, id: string): Promise<StoredAccess> {
	const access = await lockAccess(tx, id);
	if (isRunning(access, tx.now)) return access;
	if (access.state !== "ready" && access.state !== "stopped") {
		throw problem("CONFLICT", { detail: "the access is not set up", forMerchant: NOT_SET_UP });
	}
	return update(tx, id, wanted(tx, "fetch"));
}

/** @throws ProblemError 404; 409 where this is not asked any more */
export async function answerChallenge(
	hub: Hub,
	tx: MerchantTransaction,
	id: string,
	{ challenge, answer }: { readonly challenge: string; readonly answer: string },
): Promise<StoredAccess> {
	const access = await lockAccess(tx, id);
	if (access.challengeId !== challenge) {
		throw problem("CONFLICT", { detail: "this is not asked any more", forMerchant: NOT_ASKED });
	}
	// The first answer counts: it may be on its way to the bank.
	if (access.answer !== null) return access;
	return update(tx, id, {
		answer: seal(hub, access, "answer", answer),
		presentUntil: new Date(tx.now.getTime() + PRESENT_MS),
	});
}

/** Its credentials are gone with it; a run notices that it has lost its access. @throws ProblemError 404 */
export async function removeAccess(tx: MerchantTransaction, id: string): Promise<void> {
	await lockAccess(tx, id);
	await tx.execute(
		`UPDATE accounts a SET consent_ends_at = NULL FROM bank_access_accounts b
		  WHERE b.merchant_id = $1::uuid AND b.access_id = $2::uuid AND a.merchant_id = b.merchant_id AND a.id = b.account_id`,
		tx.merchantId,
		id,
	);
	const key = [tx.merchantId, id] as const;
	await tx.execute(`DELETE FROM bank_access_accounts WHERE merchant_id = $1::uuid AND access_id = $2::uuid`, ...key);
	await tx.execute(`DELETE FROM bank_accesses WHERE merchant_id = $1::uuid AND id = $2::uuid`, ...key);
	await withdrawAll(tx, id);
}

export async function update(tx: MerchantTransaction, id: string, data: Change): Promise<StoredAccess> {
	await tx.model.bankAccess.update({ where: { merchantId_id: { merchantId: tx.merchantId, id } }, data });
	return accessOf(tx, id);
}

function configOf({ manifest }: AnyFeed, given: unknown): Prisma.InputJsonObject {
	// Every feed's configuration is an object: a form is made from it.
	return asJson(parse(manifest.config, given, "body.config") as object);
}

/** By the merchant, who is there to answer. */
function wanted(tx: MerchantTransaction, run: "setUp" | "fetch") {
	return { wanted: run, dueAt: tx.now, attempts: 0, presentUntil: new Date(tx.now.getTime() + PRESENT_MS) };
}

function offered(hub: Hub, tx: MerchantTransaction, id: string): AnyFeed {
	const feed = feedOf(hub.feeds, tx.merchantId, id);
	if (feed !== undefined) return feed;
	const issue = { path: "body.feed", message: `this hub offers ${namesOf(hub, tx) || "no feeds"}` };
	throw problem("INVALID_REQUEST", { detail: `${issue.path}: ${issue.message}`, issues: [issue] });
}

function namesOf(hub: Hub, tx: MerchantTransaction): string {
	return hub
		.feeds(tx.merchantId)
		.map(({ manifest }) => manifest.id)
		.join(", ");
}

function refuseWhileRunning(tx: MerchantTransaction, access: StoredAccess): void {
	if (isRunning(access, tx.now)) throw problem("CONFLICT", { detail: "the bank is being asked", forMerchant: RUNS });
}

const RUNS = {
	de: "Mit der Bank wird gerade gesprochen. Bitte warten Sie einen Augenblick.",
	en: "The bank is being spoken to right now. Please wait a moment.",
};
const NOT_SET_UP = {
	de: "Der Zugang ist noch nicht fertig eingerichtet.",
	en: "The access is not set up yet.",
};
const NOT_ASKED = {
	de: "Diese Frage der Bank gilt nicht mehr.",
	en: "The bank does not ask this any more.",
};
