import {
	type ClientOptions,
	call,
	getMessage,
	listMessages,
	listNotifications,
	type Message,
	putMailServer,
} from "@kontor/protocol";
import { type NewMessage, queueMessages } from "../../src/messages/queue-messages.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { LOGIN, type SmtpSink, startSink } from "./smtp-sink.ts";

/** A merchant whose mail server is a sink, and what the tests of messages ask again and again. */
export class MessageWorld {
	hub!: TestHub;
	sink!: SmtpSink;
	merchant!: ClientOptions & { readonly id: string };

	async open(): Promise<void> {
		this.hub = await startTestHub({ allowPrivateAddresses: true });
	}

	/** A merchant and a server of his own for each test. */
	async begin(): Promise<void> {
		this.sink = await startSink();
		this.merchant = await this.hub.newMerchant();
		await this.setServer({});
	}

	async end(): Promise<void> {
		await this.hub.hub.messageRuns.idle();
		await this.sink.close();
		// The hourly looks of later tests are about their own merchants.
		await this.hub.sql.query("DELETE FROM merchants");
		await this.hub.sql.query("DELETE FROM message_dues");
	}

	async close(): Promise<void> {
		await this.hub.close();
	}

	setServer = ({ password = LOGIN.password, ...changes }: { password?: string; port?: number; optional?: true }) =>
		call(this.merchant, putMailServer, {
			body: {
				server: {
					host: "127.0.0.1",
					port: this.sink.port,
					security: "none",
					user: LOGIN.user,
					from: { name: "Laden GmbH", address: "laden@laden.example" },
					...changes,
				},
				secrets: { password },
			},
		});

	queue = (...messages: readonly Partial<NewMessage>[]) =>
		this.hub.hub.db.merchant(this.merchant.id, "queue", (tx) =>
			queueMessages(
				tx,
				messages.map((message, at) => ({ ...MAIL, causeKey: `cause ${at}`, ...message })),
			),
		);

	/** Sends what is due. */
	run = async () => {
		await this.hub.tick();
		await this.hub.hub.messageRuns.idle();
	};

	/** The same where nothing else is to be looked for. */
	send = async () => {
		await this.hub.hub.messageRuns.look(this.hub.hub);
		await this.hub.hub.messageRuns.idle();
	};

	messages = async (): Promise<Message[]> => (await call(this.merchant, listMessages, {})).items;

	/** The only one there is. */
	message = async () => {
		const [message, ...others] = await this.messages();
		if (message === undefined || others.length > 0) throw new Error(`${others.length + 1} messages`);
		return call(this.merchant, getMessage, { params: { message: message.id } });
	};

	told = async () => (await call(this.merchant, listNotifications, {})).items;
}

export const MAIL: NewMessage = {
	kind: "paymentInformation",
	causeKey: "cause",
	order: null,
	audience: "customer",
	channel: "email",
	recipient: "erika@kunde.example",
	subject: "Ihre Bestellung N1 über 100,00 €",
	text: "Guten Tag,\n\nbitte überweisen Sie 100,00 €.\n",
	html: "<p>Guten Tag,</p><p>bitte überweisen Sie 100,00 €.</p>",
	optional: false,
	onlyWhile: [],
	validUntil: null,
	files: [],
};
