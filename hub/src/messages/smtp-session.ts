import { isIP } from "node:net";
import { Readable } from "node:stream";
import type { Text } from "@kontor/connector";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { CarrierFault, type Outcome } from "./channel.ts";
import type { SendingServer } from "./mail-server.ts";
import { addressOf } from "./public-address.ts";

interface Envelope {
	/** Comes back with a delivery report, where the servers on the way can do it (RFC 3461). */
	readonly id: string;
	readonly from: string;
	readonly to: string;
}

/** A mail server that was logged in to. One message after the other. */
export interface SmtpSession {
	/**
	 * @param handOver called once the server asks for the text: from its end on the message may arrive
	 * @throws CarrierFault where the server refuses the sender, or has gone before the text began to go over
	 */
	send(envelope: Envelope, raw: Buffer, handOver: () => Promise<void>): Promise<Outcome>;
	/** Says goodbye. */
	close(): void;
	/** Hangs up, whatever is under way. */
	abort(): void;
}

const CONNECT_MS = 30_000;
/** Servers may take their time for the last answer, and whoever does not wait sends twice (RFC 5321, 4.5.3.2.6). */
const ANSWER_MS = 10 * 60_000;

/** How long it may take in all, however often the server says something in between: whoever sends has a place to keep for others. */
export interface SessionLimits {
	/** Until it is logged in. */
	readonly openMs: number;
	/** One message, from its sender's address to the last answer. */
	readonly sendMs: number;
}
const LIMITS: SessionLimits = { openMs: 2 * 60_000, sendMs: ANSWER_MS + 5 * 60_000 };

/** @throws CarrierFault */
export async function openSession(
	server: SendingServer,
	allowPrivateAddresses: boolean,
	{ openMs, sendMs }: SessionLimits = LIMITS,
): Promise<SmtpSession> {
	const connection = new SMTPConnection({
		host: await addressOf(server.host, allowPrivateAddresses),
		port: server.port,
		secure: server.security === "tls",
		requireTLS: server.security === "starttls",
		ignoreTLS: server.security === "none",
		...(isIP(server.host) === 0 && { tls: { servername: server.host }, servername: server.host }),
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		socketTimeout: ANSWER_MS,
	});
	/** Emitted beside the callbacks; those of a session at rest are met when it is used next. */
	connection.on("error", () => {});
	const opened = hangUpAfter(openMs, connection);
	try {
		await answered((done) => connection.connect(done), connection);
		if (server.user !== null) {
			const auth = { user: server.user, pass: server.password ?? "" };
			await answered((done) => connection.login({ credentials: auth }, done), connection);
		}
	} catch (error) {
		connection.close();
		throw faultOf(error, server);
	} finally {
		clearTimeout(opened);
	}
	return {
		async send(envelope, raw, handOver) {
			const sent = hangUpAfter(sendMs, connection);
			try {
				return await send(connection, server, envelope, raw, handOver);
			} finally {
				clearTimeout(sent);
			}
		},
		close: () => connection.quit(),
		abort: () => connection.close(),
	};
}

async function send(
	connection: SMTPConnection,
	server: SendingServer,
	{ id, from, to }: Envelope,
	raw: Buffer,
	handOver: () => Promise<void>,
): Promise<Outcome> {
	let handedOver = false;
	/** What was wrong on our side: then the text must not go over, not even an empty one. */
	let failure: unknown;
	async function* text() {
		await handOver().catch((error: unknown) => {
			failure = error;
			connection.close();
			throw error;
		});
		handedOver = true;
		yield raw;
	}
	try {
		const info = await answered<SMTPConnection.SentMessageInfo>(
			(done) => connection.send({ from, to, size: raw.length, dsn: { envid: id } }, Readable.from(text()), done),
			connection,
		);
		return { result: "sent", reply: info.response };
	} catch (error) {
		if (failure !== undefined) throw failure;
		const { code, reply, command } = answerIn(error);
		if (code === undefined) {
			if (handedOver) return { result: "unsure", reply };
			if (isNotForThisServer(error)) return { result: "refused", reply };
			throw faultOf(error, server);
		}
		// A sender it does not know is no message's fault.
		if (command === "MAIL FROM" && code >= 500) throw new CarrierFault(senderRefused(server, reply), error);
		// Else the next message would be taken for a part of this one. Where even this fails, the next one says so.
		await answered((done) => connection.reset(done), connection).catch(() => {});
		return { result: code < 500 ? "later" : "refused", reply };
	}
}

/** Whoever waits for an answer then learns that there will be none. */
function hangUpAfter(ms: number, connection: SMTPConnection): NodeJS.Timeout {
	return setTimeout(() => connection.close(), ms).unref();
}

/** Callbacks come once, but a connection that ends by itself may call none. */
function answered<T>(
	begin: (done: (error?: Error | null, result?: T) => void) => void,
	connection: SMTPConnection,
): Promise<T> {
	return new Promise((resolve, reject) => {
		const ended = () => reject(new Error("the connection was closed"));
		connection.once("end", ended);
		begin((error, result) => {
			connection.off("end", ended);
			if (error) reject(error);
			// What has no result is awaited for its end.
			else resolve(result as T);
		});
	});
}

function answerIn(error: unknown): { code: number | undefined; reply: string; command: string | undefined } {
	if (!(error instanceof Error)) return { code: undefined, reply: String(error), command: undefined };
	const { responseCode, response, command } = error as Error & {
		responseCode?: number;
		response?: string;
		command?: string;
	};
	return { code: responseCode, reply: response ?? error.message, command };
}

/**
 * The server was not even asked: the recipient's address cannot be one, or the message is larger than the server takes. The
 * sender's address was looked at when it was set.
 */
function isNotForThisServer(error: unknown): boolean {
	if (!(error instanceof Error && "code" in error)) return false;
	const { command } = answerIn(error);
	return (error.code === "EENVELOPE" && command === "API") || (error.code === "EMESSAGE" && command === "MAIL FROM");
}

function faultOf(error: unknown, server: SendingServer): CarrierFault {
	if (error instanceof CarrierFault) return error;
	const { reply } = answerIn(error);
	const isLogin = error instanceof Error && "code" in error && error.code === "EAUTH";
	return new CarrierFault(isLogin ? loginRefused(server, reply) : unreachable(server, reply), error);
}

function loginRefused({ host, user }: SendingServer, reply: string): Text {
	return {
		de: `Der Mailserver ${host} lehnt die Anmeldung von ${user} ab (${reply}).`,
		en: `The mail server ${host} refuses the login of ${user} (${reply}).`,
	};
}

function senderRefused({ host, from }: SendingServer, reply: string): Text {
	return {
		de: `Der Mailserver ${host} nimmt den Absender ${from.address} nicht an (${reply}).`,
		en: `The mail server ${host} does not accept the sender ${from.address} (${reply}).`,
	};
}

function unreachable({ host, port }: SendingServer, reason: string): Text {
	return {
		de: `Der Mailserver ${host}:${port} ist nicht erreichbar (${reason}).`,
		en: `The mail server ${host}:${port} cannot be reached (${reason}).`,
	};
}
