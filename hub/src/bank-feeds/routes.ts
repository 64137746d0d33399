import {
	answerBankChallenge,
	createBankAccess,
	deleteBankAccess,
	fetchBankAccess,
	getBankAccess,
	getBankLetter,
	linkBankAccount,
	listBankAccesses,
	listBankFeeds,
	listBanks,
	patchBankAccess,
	problem,
	setUpBankAccess,
} from "@kontor/protocol";
import { carryOut, merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import * as change from "./change-access.ts";
import { linkAccount } from "./link-account.ts";
import { banksOf } from "./list-banks.ts";
import { accessOf, unseal } from "./stored-access.ts";
import { feedView, viewOf, viewsOf } from "./view.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		route(listBankFeeds, async ({ merchantId }) => ({ items: hub.feeds(merchantId).map(feedView) })),
		route(listBanks, async ({ merchantId }, { query }) => ({ items: await banksOf(hub, merchantId, query) })),
		merchantRoute(hub, listBankAccesses, async (tx) => {
			const accesses = await tx.model.bankAccess.findMany({
				where: { merchantId: tx.merchantId },
				orderBy: [{ createdAt: "asc" }, { id: "asc" }],
			});
			return { items: await viewsOf(hub, tx, accesses) };
		}),
		merchantRoute(hub, getBankAccess, async (tx, { params }) => viewOf(hub, tx, await accessOf(tx, params.access))),
		route(createBankAccess, (caller, given) =>
			carryOut(hub, createBankAccess, {
				caller,
				given,
				// A digest of a PIN would give it away: there are few.
				digest: JSON.stringify({ ...given.body, secrets: null }),
				handle: async (tx) => viewOf(hub, tx, await change.addAccess(hub, tx, given.body)),
			}),
		),
		merchantRoute(hub, patchBankAccess, async (tx, { params, body }) =>
			viewOf(hub, tx, await change.changeAccess(hub, tx, params.access, body)),
		),
		merchantRoute(hub, setUpBankAccess, async (tx, { params }) =>
			viewOf(hub, tx, await change.setUpAgain(tx, params.access)),
		),
		merchantRoute(hub, fetchBankAccess, async (tx, { params }) =>
			viewOf(hub, tx, await change.fetchNow(tx, params.access)),
		),
		merchantRoute(hub, answerBankChallenge, async (tx, { params, body }) =>
			viewOf(hub, tx, await change.answerChallenge(hub, tx, params.access, body)),
		),
		merchantRoute(hub, linkBankAccount, async (tx, { params, body }) =>
			viewOf(hub, tx, await linkAccount(tx, params.access, body)),
		),
		merchantRoute(hub, getBankLetter, async (tx, { params }) => {
			const letter = unseal(hub, await accessOf(tx, params.access), "letter");
			if (typeof letter !== "string") throw problem("NOT_FOUND", { detail: "there is no letter to be sent" });
			return new Uint8Array(Buffer.from(letter, "base64"));
		}),
		merchantRoute(hub, deleteBankAccess, (tx, { params }) => change.removeAccess(tx, params.access)),
	];
}
