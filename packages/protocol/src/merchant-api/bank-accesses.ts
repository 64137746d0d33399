import { Instant, Text } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation } from "../operation.ts";

/** JSON Schema, for a form. */
const Form = z.record(z.string(), z.unknown());

/** One way in which bank data arrive by themselves, as this hub offers it. */
export const BankFeed = z
	.object({
		id: z.string(),
		title: Text,
		config: Form,
		secrets: Form,
		/** How often the bank may be asked a day without the merchant being present. */
		fetchesPerDay: z.number(),
		/** Its banks can be listed. */
		listsBanks: z.boolean(),
	})
	.meta({ id: "BankFeed" });
export type BankFeed = z.infer<typeof BankFeed>;

/** What the bank asks of the merchant right now, while a set-up or fetch waits for it. */
export const BankChallenge = z
	.object({
		id: z.uuid(),
		/** `confirm`: on another device, nothing is entered here. */
		kind: z.enum(["confirm", "enter"]),
		text: Text,
		/** Base64: photoTAN, QR code, flicker code. */
		picture: z.object({ mediaType: z.string(), base64: z.string() }).nullable(),
	})
	.meta({ id: "BankChallenge" });
export type BankChallenge = z.infer<typeof BankChallenge>;

/** An account that an access can read. */
export const BankAccessAccount = z
	.object({
		/** What the feed calls it. */
		feedAccount: z.string(),
		iban: z.string().nullable(),
		currency: z.string().nullable(),
		ownerName: z.string().nullable(),
		name: z.string().nullable(),
		/** The account its postings go to; null: it is not read. */
		account: z.uuid().nullable(),
		fetchedAt: Instant.nullable(),
	})
	.meta({ id: "BankAccessAccount" });
export type BankAccessAccount = z.infer<typeof BankAccessAccount>;

export const BankAccess = z
	.object({
		id: z.uuid(),
		feed: z.string(),
		name: z.string(),
		config: z.record(z.string(), z.unknown()),
		/** `waiting`: for what `nextStep` says. `stopped`: `problem` says why; it goes on when the merchant has acted. */
		state: z.enum(["settingUp", "waiting", "ready", "stopped"]),
		/** It is spoken with the bank, or will be in a moment. */
		running: z.boolean(),
		/** What has to be done outside before `setUpBankAccess` goes on; also while an old consent still serves. */
		nextStep: z
			.object({
				text: Text,
				/** Where consent is given. */
				url: z.string().nullable(),
				/** There is a letter to be signed and sent (`getBankLetter`). */
				letter: z.boolean(),
			})
			.nullable(),
		challenge: BankChallenge.nullable(),
		/** Why the last run came to nothing. */
		problem: z.object({ fault: z.string(), text: Text, at: Instant }).nullable(),
		consentEndsAt: Instant.nullable(),
		/** When all there was had been fetched. */
		lastSuccessAt: Instant.nullable(),
		/** When the bank is asked next; null: not by itself. */
		nextRunAt: Instant.nullable(),
		accounts: z.array(BankAccessAccount),
	})
	.meta({ id: "BankAccess" });
export type BankAccess = z.infer<typeof BankAccess>;

const params = z.object({ access: z.uuid() });
const path = "/v1/bank-accesses/{access}";
const given = z.record(z.string(), z.unknown());

export const listBankFeeds = operation({
	id: "listBankFeeds",
	method: "get",
	path: "/v1/bank-feeds",
	audience: "merchant",
	summary: "The ways in which this hub can read banks, with what each asks for.",
	result: z.object({ items: z.array(BankFeed) }),
});

export const listBanks = operation({
	id: "listBanks",
	method: "get",
	path: "/v1/banks",
	audience: "merchant",
	summary: "The banks of a country that a feed can read.",
	query: z.object({ feed: z.string(), country: z.string().regex(/^[A-Z]{2}$/) }),
	result: z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), bic: z.string().nullable() })) }),
});

export const createBankAccess = operation({
	id: "createBankAccess",
	method: "post",
	path: "/v1/bank-accesses",
	audience: "merchant",
	summary: "Adds an access to a bank and begins to set it up.",
	body: z.object({
		feed: z.string(),
		name: z.string().min(1).max(200),
		config: given,
		secrets: given.default({}),
	}),
	result: BankAccess,
	status: 201,
});

export const listBankAccesses = operation({
	id: "listBankAccesses",
	method: "get",
	path: "/v1/bank-accesses",
	audience: "merchant",
	summary: "The merchant's accesses to banks.",
	result: z.object({ items: z.array(BankAccess) }),
});

export const getBankAccess = operation({
	id: "getBankAccess",
	method: "get",
	path,
	audience: "merchant",
	summary: "One access: how far it is, and what it waits for.",
	params,
	result: BankAccess,
});

export const patchBankAccess = operation({
	id: "patchBankAccess",
	method: "patch",
	path,
	audience: "merchant",
	summary: "Renames an access, or gives it other credentials and has it set up with them.",
	params,
	body: z.object({
		name: z.string().min(1).max(200).optional(),
		config: given.optional(),
		secrets: given.optional(),
	}),
	result: BankAccess,
});

export const setUpBankAccess = operation({
	id: "setUpBankAccess",
	method: "post",
	path: `${path}/set-up`,
	audience: "merchant",
	summary: "Goes on with the set-up after what had to be done outside, or renews a consent in place.",
	params,
	result: BankAccess,
});

export const fetchBankAccess = operation({
	id: "fetchBankAccess",
	method: "post",
	path: `${path}/fetch`,
	audience: "merchant",
	summary: "Has the bank asked now, with the merchant there to answer it.",
	params,
	result: BankAccess,
});

export const answerBankChallenge = operation({
	id: "answerBankChallenge",
	method: "post",
	path: `${path}/answer`,
	audience: "merchant",
	summary: "Gives the bank what it asked for: a TAN, a code, a choice.",
	params,
	body: z.object({ challenge: z.uuid(), answer: z.string().min(1).max(200) }),
	result: BankAccess,
});

export const linkBankAccount = operation({
	id: "linkBankAccount",
	method: "post",
	path: `${path}/link`,
	audience: "merchant",
	summary: "Says to which account the postings of one of the bank's accounts go; null: it is not read.",
	params,
	body: z.object({ feedAccount: z.string().min(1), account: z.uuid().nullable() }),
	result: BankAccess,
});

export const getBankLetter = operation({
	id: "getBankLetter",
	method: "get",
	path: `${path}/letter`,
	audience: "merchant",
	summary: "The letter that is to be signed and sent to the bank.",
	params,
	result: Bytes,
	mediaType: "application/pdf",
});

export const deleteBankAccess = operation({
	id: "deleteBankAccess",
	method: "delete",
	path,
	audience: "merchant",
	summary: "Ends an access and forgets its credentials; accounts and postings stay.",
	params,
});
