import {
	answerQuestion,
	assignOldPostings,
	choosePaymentAccount,
	createAccount,
	getPosting,
	listAccounts,
	listPostings,
	listQuestions,
	patchAccount,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import * as accounts from "./accounts.ts";
import { importRoute } from "./importing/route.ts";
import { paymentAccount } from "./payment-account.ts";
import * as questions from "./questions.ts";
import { pageOfPostings, readPosting } from "./read-postings.ts";
import { releaseOld } from "./release-old.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, createAccount, (tx, { body }, { label }) => accounts.addAccount(tx, body, label)),
		merchantRoute(hub, listAccounts, (tx) => accounts.listAccounts(tx)),
		merchantRoute(hub, patchAccount, (tx, { params, body }, { label }) =>
			accounts.changeAccount(tx, params.account, body, label),
		),
		merchantRoute(hub, choosePaymentAccount, async (tx, { query }) => {
			const { items } = await accounts.listAccounts(tx);
			return { account: paymentAccount(items, query) };
		}),
		importRoute(hub),
		merchantRoute(hub, listQuestions, async (tx) => ({ items: await questions.openQuestions(tx) })),
		merchantRoute(hub, answerQuestion, (tx, { params, body }) =>
			questions.answerQuestion(tx, params.question, body.answer),
		),
		merchantRoute(hub, assignOldPostings, (tx, { params, body }) => releaseOld(tx, params.account, body.from)),
		merchantRoute(hub, listPostings, (tx, { query }) => pageOfPostings(tx, query)),
		merchantRoute(hub, getPosting, (tx, { params }) => readPosting(tx, params.posting)),
	];
}
