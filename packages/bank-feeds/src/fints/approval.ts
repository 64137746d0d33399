import { setTimeout } from "node:timers/promises";
import type { Challenge } from "../feed.ts";
import type { Access } from "./access.ts";
import { type Answer, asFeedError, fault, refusal } from "./faults.ts";
import type { TanMethod } from "./tan-choice.ts";

/** What came back to a message: what the bank says, and what it wants before it goes on. */
export interface Reply {
	readonly answers: readonly Answer[];
	readonly wanted?: Wanted | undefined;
}

/** A strong customer authentication that the bank waits for. */
export interface Wanted {
	readonly reference: string;
	/** The bank's own words, sometimes with HTML. */
	readonly challenge: string;
	readonly picture?: Challenge["picture"];
}

/** Sends the TAN, or asks whether it was approved on the other device. */
export type GoOn = (reference: string, tan?: string) => Promise<Reply>;

/** A bank that asks for a third TAN is not going to be content. */
const MOST_TANS = 2;
const APPROVAL_MS = 5 * 60_000;

/** Gets the merchant's approval where the bank wants one. Returns the reply to what had been asked before. */
export async function approved(access: Access, first: Reply, goOn: GoOn): Promise<Reply> {
	if (first.wanted === undefined) return first;
	const method = access.bank.selectedTanMethod;
	const reply = method?.isDecoupled
		? await confirmed(access, method, first.wanted, goOn)
		: await entered(access, first.wanted, goOn);
	if (refusal(reply.answers) === undefined) access.approvedAt = access.context.now();
	return reply;
}

async function entered({ context }: Access, first: Wanted, goOn: GoOn): Promise<Reply> {
	let wanted = first;
	for (let asked = 0; asked < MOST_TANS; asked++) {
		const { reference, challenge, picture } = wanted;
		const tan = (await context.ask({ kind: "enter", text: inWords(challenge, ENTER), picture })).trim();
		if (tan === "") throw notApproved("no TAN was entered");
		const reply = await goOn(reference, tan);
		if (reply.wanted === undefined) return reply;
		wanted = reply.wanted;
	}
	throw notApproved("the bank wants yet another TAN");
}

async function confirmed(
	{ context, options }: Access,
	{ decoupled }: TanMethod,
	{ reference, challenge, picture }: Wanted,
	goOn: GoOn,
): Promise<Reply> {
	await context.ask({ kind: "confirm", text: inWords(challenge, CONFIRM), picture });
	const pause = options.pause ?? ((ms, signal) => setTimeout(ms, undefined, { signal }));
	const most = decoupled?.maxStatusRequests || Number.POSITIVE_INFINITY;
	const between = atLeastOneSecond(decoupled?.waitingSecondsBetweenStatusRequests);
	let wait = atLeastOneSecond(decoupled?.waitingSecondsBeforeFirstStatusRequest);
	let waited = 0;
	for (let asked = 0; asked < most; asked++) {
		waited += wait;
		if (waited > (options.approvalMs ?? APPROVAL_MS)) break;
		await pause(wait, context.signal).catch((error: unknown) => {
			throw asFeedError(error);
		});
		const reply = await goOn(reference);
		if (reply.wanted === undefined || refusal(reply.answers)) return reply;
		wait = between;
	}
	throw notApproved("the order was not approved in time");
}

function atLeastOneSecond(seconds = 0): number {
	return Math.max(1, seconds) * 1000;
}

function notApproved(message: string): Error {
	return fault("needs-merchant", message, {
		forMerchant: {
			de: "Der Abruf wurde nicht rechtzeitig freigegeben. Bitte noch einmal starten und freigeben.",
			en: "The fetch was not approved in time. Please start it again and approve it.",
		},
	});
}

const ENTER = { de: "Bitte die TAN eingeben.", en: "Please enter the TAN." };
const CONFIRM = {
	de: "Bitte in der App der Bank freigeben.",
	en: "Please approve in your bank's app.",
};

/** The bank writes German; where it says nothing, we do. */
function inWords(challenge: string, otherwise: Challenge["text"]): Challenge["text"] {
	const said = challenge
		.replace(/<br\s*\/?>|<\/p>|<\/li>/gi, "\n")
		.replace(/<[^>]*>/g, "")
		.replace(/[ \t]+/g, " ")
		.replace(/\s*\n\s*/g, "\n")
		.trim();
	// "nochallenge" is what FinTS writes where there is none.
	if (said === "" || said === "nochallenge") return otherwise;
	return { de: said, en: `${otherwise.en} The bank writes: ${said}` };
}

/** The picture of a photoTAN or QR-TAN: two bytes length and media type, two bytes length and image (HHD_UC matrix code). */
export function pictureOf(matrixCode: Uint8Array): Challenge["picture"] {
	const view = new DataView(matrixCode.buffer, matrixCode.byteOffset, matrixCode.byteLength);
	if (view.byteLength < 4) return undefined;
	const typeEnd = 2 + view.getUint16(0);
	if (typeEnd + 2 > view.byteLength) return undefined;
	const mediaType = Buffer.from(matrixCode.subarray(2, typeEnd)).toString("latin1");
	const bytes = matrixCode.slice(typeEnd + 2, typeEnd + 2 + view.getUint16(typeEnd));
	// Anything else is a flicker code, which no picture can show.
	return mediaType.startsWith("image/") && bytes.length > 0 ? { mediaType, bytes } : undefined;
}
