import { type ClientResponse, CustomerMessage, Dialog, type Message, type Segment } from "lib-fints";
import { FeedError } from "../feed.ts";
import type { Access } from "./access.ts";
import { adoptSepaAccounts } from "./accounts.ts";
import { approved, pictureOf, type Reply, type Wanted } from "./approval.ts";
import { asFeedError, endsAccess, fault, refusal } from "./faults.ts";
import { MEDIUM } from "./tan-choice.ts";

/** An order of FinTS: a segment such as HKCAZ with its elements. */
export type Order = Segment & { readonly continuationMark?: string | undefined };

/** The bank wants an authentication before it does what was asked (FinTS, 0030; PSD2: 3955 to 3957). */
const WANTS_TAN = [30, 3955, 3956, 3957];
const DIALOG_ENDED = 9800;
/** From this version of the TAN methods on the bank decides by itself when it wants an authentication (PSD2). */
const AUTHENTICATES = 6;

/** A dialog with the bank, signed in. lib-fints opens it; orders are ours, since it drops every page behind a TAN. */
export class BankDialog {
	readonly #access: Access;
	readonly #dialog: Dialog;
	#usable = true;

	private constructor(access: Access, dialog: Dialog) {
		this.#access = access;
		this.#dialog = dialog;
	}

	/** Signs in. Parameters of bank and user are in `access.bank` afterwards. */
	static async open(access: Access): Promise<BankDialog> {
		const synchronise = access.bank.bankingInformation.systemId === "0";
		const dialog = new Dialog(access.bank, synchronise);
		dialog.httpClient = access.line;
		// The end of the dialog, which lib-fints would send at once.
		dialog.interactions.pop();
		const self = new BankDialog(access, dialog);
		try {
			await self.#watched(async () => {
				const first = await self.#signIn(() => dialog.start());
				const reply = await approved(access, first, (reference, tan) =>
					self.#signIn(() => dialog.continue(reference, tan)),
				);
				const refused = refusal(reply.answers);
				// Lists of TAN media and of accounts are asked for along the way; a bank may decline them.
				const signedIn = dialog.responses.get("HKIDN")?.success === true;
				const ended = reply.answers.some(({ code }) => code === DIALOG_ENDED);
				if (refused && (!signedIn || ended || endsAccess(refused))) throw refused;
			});
		} catch (error) {
			await self.close();
			throw error;
		}
		adoptSepaAccounts(access);
		return self;
	}

	/** Gives an order, and gets it approved where the bank wants that. The dialog has still to be closed where it throws. */
	async order(order: Order): Promise<Reply> {
		return this.#watched(async () => {
			const first = await this.#send(this.#message(order));
			const goOn = (reference: string, tan?: string) => this.#send(this.#approval(order, reference, tan));
			const reply = await approved(this.#access, first, goOn);
			const refused = refusal(reply.answers);
			if (refused) throw refused;
			return reply;
		});
	}

	/** Ends the dialog, if it can still be. Never throws: what was fetched is fetched. */
	async close(): Promise<void> {
		if (!this.#usable || this.#dialog.dialogId === "0") return;
		this.#usable = false;
		const end: Order & { dialogId: string } = { header: header("HKEND", 1), dialogId: this.#dialog.dialogId };
		await this.#send(this.#message(end)).catch(() => undefined);
	}

	/** Notes whether the dialog can still be ended with the bank: not if that would need what just failed, PIN or line. */
	async #watched<Result>(work: () => Promise<Result>): Promise<Result> {
		try {
			return await work();
		} catch (error) {
			const cutOff = error instanceof FeedError && error.fault === "unavailable";
			if (cutOff || endsAccess(error)) this.#usable = false;
			throw error;
		}
	}

	async #signIn(step: () => Promise<Map<string, ClientResponse>>): Promise<Reply> {
		const responses = await ofLibrary(step());
		const response = [...responses.values()].at(-1);
		if (response === undefined) throw fault("unexpected-reply", "the bank answered nothing to the sign-in");
		return { answers: response.bankAnswers, wanted: wantedBy(response) };
	}

	#message(order: Order): CustomerMessage {
		const { bank } = this.#access;
		const id = order.header.segId;
		const message = this.#signed();
		message.addSegment(order);
		const needsTan = bank.bankingInformation.bpd?.allowedTransactions.find((one) => one.transId === id)?.tanRequired;
		if (needsTan && this.#authenticates()) message.addSegment(this.#tanSegment({ tanProcess: "4", segId: id }));
		return message;
	}

	#approval(order: Order, orderRef: string, tan: string | undefined): CustomerMessage {
		const message = this.#signed(tan);
		const tanProcess = this.#access.bank.selectedTanMethod?.isDecoupled ? "S" : "2";
		message.addSegment(this.#tanSegment({ tanProcess, segId: order.header.segId, orderRef, nextTan: false }));
		return message;
	}

	#signed(tan?: string): CustomerMessage {
		const { bank, context } = this.#access;
		const message = new CustomerMessage(this.#dialog.dialogId, ++this.#dialog.lastMessageNumber);
		message.sign(
			bank.countryCode,
			bank.bankId,
			context.config.user,
			context.secrets.pin,
			bank.bankingInformation.systemId,
			this.#authenticates() ? bank.tanMethodId : undefined,
			tan,
		);
		return message;
	}

	#authenticates(): boolean {
		return (this.#access.bank.selectedTanMethod?.version ?? 0) >= AUTHENTICATES;
	}

	#tanSegment(elements: Record<string, string | boolean>): Segment {
		const { bank } = this.#access;
		const method = bank.selectedTanMethod;
		const requirement = method?.tanMediaRequirement ?? MEDIUM.notAllowed;
		// FinTS wants some name where the method requires one, also as long as none is known.
		const named = bank.tanMediaName ?? (requirement === MEDIUM.required ? "default" : undefined);
		const tanMedia = requirement === MEDIUM.notAllowed ? undefined : named;
		return { header: header("HKTAN", method?.version ?? AUTHENTICATES), ...elements, ...(tanMedia && { tanMedia }) };
	}

	async #send(message: CustomerMessage): Promise<Reply> {
		const reply = await ofLibrary(this.#access.line.sendMessage(message));
		return { answers: reply.getBankAnswers(), wanted: wantedIn(reply) };
	}
}

/** What lib-fints throws names elements of FinTS, never their content. */
function ofLibrary<Result>(work: Promise<Result>): Promise<Result> {
	return work.catch((error: unknown) => {
		throw asFeedError(error);
	});
}

export function header(segId: string, version: number): Segment["header"] {
	// Numbers are given when the message is encoded.
	return { segId, segNr: 0, version };
}

function wantedBy({ requiresTan, tanReference, tanChallenge, tanPhoto }: ClientResponse): Wanted | undefined {
	if (!requiresTan) return undefined;
	const { mimeType = "", image = new Uint8Array() } = tanPhoto ?? {};
	// lib-fints reads a flicker code as if it were a picture.
	const picture = mimeType.startsWith("image/") && image.length > 0 ? { mediaType: mimeType, bytes: image } : undefined;
	return { reference: tanReference ?? "", challenge: tanChallenge ?? "", picture };
}

type TanAnswer = Segment & { readonly orderReference?: string; challenge?: string; challengeHhdUc?: string };

function wantedIn(message: Message): Wanted | undefined {
	const answer = message.getBankAnswers().find(({ code }) => WANTS_TAN.includes(code));
	if (answer === undefined) return undefined;
	const hitan = message.findSegment<TanAnswer>("HITAN");
	if (hitan === undefined) throw fault("unexpected-reply", "the bank wants a TAN without saying for what");
	const { orderReference = "", challenge = answer.text, challengeHhdUc } = hitan;
	const picture = challengeHhdUc === undefined ? undefined : pictureOf(Buffer.from(challengeHhdUc, "latin1"));
	return { reference: orderReference, challenge, picture };
}
